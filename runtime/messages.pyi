from .generated.messages import *
