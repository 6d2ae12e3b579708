"""Which SOP classes associations are for."""

from iodize.dimse.sop_classes import StorageSopClass
from iodize.generated import services
from iodize.network.contexts import STORAGE_CLASSES, is_storage, supported
from iodize.services import StudyRootGet

INVENTORY_CREATION = "1.2.840.10008.5.1.4.1.1.201.5"
INVENTORY = "1.2.840.10008.5.1.4.1.1.201.1"
RETIRED_ULTRASOUND = "1.2.840.10008.5.1.4.1.1.6"


def test_storage_classes_are_those_of_c_store() -> None:
    """Retired ones are stored as they always were."""
    classes = [getattr(services, name) for name in services.FILES]

    assert set(STORAGE_CLASSES) == {
        each.uid for each in classes if issubclass(each, StorageSopClass)
    }
    assert is_storage(INVENTORY)
    assert is_storage(RETIRED_ULTRASOUND)


def test_inventories_are_stored_and_not_their_creation() -> None:
    """PS3.4 Table KK.1-2 looks like those of storage, and is one of N-ACTION."""
    syntaxes = {each.abstract_syntax for each in supported([StudyRootGet], None)}

    assert not is_storage(INVENTORY_CREATION)
    assert INVENTORY in syntaxes
    assert INVENTORY_CREATION not in syntaxes
