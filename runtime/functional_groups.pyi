from .generated.functional_groups import *
