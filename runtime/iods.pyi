from .generated.iods import *
