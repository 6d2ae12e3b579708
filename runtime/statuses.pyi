from .generated.statuses import *
