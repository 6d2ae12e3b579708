from .generated.modules import *
