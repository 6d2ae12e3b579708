"""A name that is none of the class."""

from iodize.iods import CTImage, EnhancedCTImage
from iodize.macros import Code
from iodize.modules import Patient

Patient(PatinetName="Doe^Jane")  # error: PatinetName


def misspelt(ct: CTImage) -> None:
    ct.PatinetName = "Doe^Jane"  # error: PatinetName
    print(f"{ct.PatinetName}")  # error: PatinetName
    print(f"{ct.contrast_bolos}")  # error: contrast_bolos


def of_another_class(ct: CTImage) -> None:
    ct.ContrastBolusAgent = "Iodine"  # error: ContrastBolusAgent
    print(f"{ct.EchoTime}")  # error: EchoTime
    groups = EnhancedCTImage.FunctionalGroups()
    groups.MREchoSequence = []  # error: MREchoSequence
    EnhancedCTImage.FunctionalGroups(MREchoSequence=[])  # error: MREchoSequence
    CTImage.FunctionalGroups()  # error: FunctionalGroups


def without_names() -> None:
    Code("a", "b", "c")
    Code("a", "b", "c", "d")  # mypy: "Code" / pyright: "__init__"
    Patient("Doe^Jane")  # mypy: "Patient" / pyright: positional
