"""Facts about encoding, stated here so that no other package is imported, are those of pydicom."""

import subprocess
import sys
from pathlib import Path

import pytest
from pydicom import charset, valuerep
from pydicom._dicom_dict import DicomDictionary
from pydicom.data import get_testdata_file
from pydicom.datadict import dictionary_VR

from iodize.encoding import character_sets, code_extensions, form_faults, headers
from iodize.encoding.dictionary import is_listed, vr_of
from iodize.tables.editions import bundled


def test_character_sets_have_the_codecs_of_pydicom() -> None:
    assert charset.python_encoding.items() <= character_sets.CODECS.items()
    assert charset.default_encoding == code_extensions.DEFAULT
    assert character_sets.encodings_of(None) == [charset.default_encoding]


def test_every_escape_sequence_belongs_to_a_character_set() -> None:
    designated = {each.codec for each in code_extensions.DESIGNATIONS.values()}

    assert designated <= {*character_sets.CODECS.values()}


@pytest.mark.parametrize("name", charset.STAND_ALONE_ENCODINGS)
def test_some_character_sets_have_no_extensions(name: str) -> None:
    assert character_sets._encodings((name, "ISO 2022 IR 87")) == (
        charset.python_encoding[name],
    )
    assert character_sets._encodings(("ISO 2022 IR 87", name)) == ("iso2022_jp",)


def test_vrs_have_lengths_of_16_or_32_bits() -> None:
    assert {*headers.SHORT.values()} == {*map(str, valuerep.EXPLICIT_VR_LENGTH_16)}
    assert {*headers.LONG.values()} == {*map(str, valuerep.EXPLICIT_VR_LENGTH_32)}


def test_values_have_the_maximum_lengths_of_pydicom() -> None:
    assert valuerep.MAX_VALUE_LEN.items() <= form_faults._LONGEST.items()


def test_dictionary_has_the_vrs_of_pydicom() -> None:
    differing = {
        tag
        for tag in DicomDictionary
        if vr_of(tag) != dictionary_VR(tag) and tag < 0xFFFE0000
    }

    # Retired elements that the standard lists without a VR.
    assert differing == {0x00080202, 0x00189445, 0x00280020}
    assert {tag for tag in differing if bundled().elements[tag][0]} == set()


@pytest.mark.parametrize("tag", [0x60060010, 0x50260005, 0x00203105])
def test_repeating_groups_are_listed(tag: int) -> None:
    assert vr_of(tag) == dictionary_VR(tag)
    assert is_listed(tag)


def test_a_file_is_validated_without_pydicom(tmp_path: Path) -> None:
    """It takes longer to import than a small file to validate."""
    program = (
        "import sys; sys.modules['pydicom'] = None\n"
        "import iodize; print(iodize.validate(sys.argv[1]).files[0].iod)"
    )
    file = get_testdata_file("CT_small.dcm")
    done = subprocess.run(
        [sys.executable, "-c", program, str(file)],
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )

    assert done.stderr == ""
    assert done.stdout == "CT Image\n"
