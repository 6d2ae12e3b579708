from .generated.services import *
