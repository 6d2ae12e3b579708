from pydicom.dataset import Dataset

from ..tables.descriptions import Iod
from ..tables.editions import Edition

def complete(dataset: Dataset, iod: type[Iod], edition: Edition) -> None: ...
