from .generated.macros import *
