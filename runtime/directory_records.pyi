from .generated.directory_records import *
