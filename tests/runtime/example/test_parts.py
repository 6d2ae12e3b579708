"""Parts are required modules and macros, and requested ones that are not forbidden."""

from __future__ import annotations

from iodize import example, modules
from iodize.example import Customization


def parts(name: str, *requested: str) -> set[str]:
    """Return the names of the definitions of the data set."""
    custom = Customization(modules=frozenset(requested))
    made = example.construct(name, custom=custom)
    return {each.__name__ for each in made.root.parts}


def groups(name: str) -> tuple[set[str], list[set[str]]]:
    """Return the macros of the shared item, and of each frame."""
    made = example.construct(name)
    nodes = {
        keyword: [node for node in made.root.nodes() if node.sequence == keyword]
        for keyword in (
            "SharedFunctionalGroupsSequence",
            "PerFrameFunctionalGroupsSequence",
        )
    }
    shared, frames = nodes.values()
    return (
        {each.__name__ for each in shared[0].parts},
        [{each.__name__ for each in frame.parts} for frame in frames],
    )


def test_mandatory_modules_are_used() -> None:
    assert {"Patient", "GeneralStudy", "CTImage", "SOPCommon"} <= parts("CTImage")


def test_optional_module_is_used_if_it_is_requested() -> None:
    assert "ContrastBolus" not in parts("CTImage")
    assert "ContrastBolus" in parts("CTImage", "ContrastBolus")


def test_declared_extra_is_used() -> None:
    assert "VOILUT" in parts("CTImage")
    assert "VOILUT" not in parts("NuclearMedicineImage")


def test_macros_are_included() -> None:
    made = example.construct("CTImage")
    included = {
        each.definition
        for part in made.root.parts
        for each in part.inclusions()
        if each.when is None
    }

    assert included <= {*made.root.parts, modules.CTImage}


def test_functional_group_is_shared_or_of_each_frame() -> None:
    shared, frames = groups("EnhancedCTImage")

    assert "PixelMeasures" in shared
    for frame in frames:
        assert {"FrameContent", "PlanePositionPatient"} <= frame
        assert not shared & (frame - {"PerFrameFunctionalGroups"})


def test_record_has_the_definition_of_its_type() -> None:
    made = example.construct("BasicDirectory")
    records = [
        node for node in made.root.nodes() if node.sequence == "DirectoryRecordSequence"
    ]

    names = ["".join(part.__name__ for part in record.parts) for record in records]
    assert len(set(names)) == len(records) == 4
