from .dimse.statuses import Status as Status
from .generated.statuses import *
