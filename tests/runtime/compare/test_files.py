"""Files validated against both editions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian

from iodize.compare import compare
from iodize.compare.files import FilesComparison, compare_files
from iodize.compare.forms import files_json, files_text
from iodize.tables.editions import Edition

from .conftest import Edit, Edited

STUDY = "modules/general_study.py"


@pytest.fixture
def image(tmp_path: Path) -> Path:
    """Write a demo image without a value for Study Date."""
    dataset = Dataset()
    dataset.SOPClassUID = "1.2.3.4.1"
    dataset.SOPInstanceUID = dataset.StudyInstanceUID = "1.2.3"
    dataset.SeriesInstanceUID = "1.2.4"
    dataset.StudyDate = None
    dataset.PatientName = "Doe^Jane"
    dataset.PatientSex = "F"
    dataset.Modality = "DM"
    dataset.ImageType = ["ORIGINAL", "PRIMARY"]
    dataset.PatientComments = "none"
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    dataset.file_meta.MediaStorageSOPClassUID = dataset.SOPClassUID
    dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
    path = tmp_path / "image.dcm"
    dataset.save_as(path, enforce_file_format=True)
    return path


def differences(image: Path, old: Edition, new: Edition) -> FilesComparison:
    return compare_files([image], old, new, compare(old, new))


def test_finding_of_the_new_edition_has_its_cause(
    image: Path, original: Edition, edited: Edited
) -> None:
    edit = Edit(STUDY, '0x00080020, "2"', '0x00080020, "1"')
    (file,) = differences(image, original, edited(edit)).files
    (explained,) = file.new
    (cause,) = explained.causes

    assert (file.path, file.gone) == (str(image), ())
    assert explained.finding.keyword == "StudyDate"
    assert (cause.kind, cause.subject.keyword) == ("attribute-type", "GeneralStudy")


def test_finding_of_the_old_edition_has_its_cause(
    image: Path, original: Edition, edited: Edited
) -> None:
    edit = Edit(STUDY, '0x00080020, "2"', '0x00080020, "1"')
    (file,) = differences(image, edited(edit), original).files

    assert file.new == ()
    assert [c.kind for e in file.gone for c in e.causes] == ["attribute-type"]


@pytest.mark.parametrize(
    ("edit", "keyword", "kind"),
    [
        (
            Edit("dictionary.py", '"Study Date", ""', '"Study Date", "RET (2020b)"'),
            "StudyDate",
            "element-retired",
        ),
        (
            Edit(
                "iods/demo_image.py",
                '        user_option(modules.DemoSubject, "Patient"),\n',
                "",
            ),
            "PatientComments",
            "module-removed",
        ),
        (
            Edit(
                "modules/general_series.py",
                'defined("DM", "OT")',
                'enumerated("CT", "OT")',
            ),
            "Modality",
            "attribute-values",
        ),
    ],
)
def test_cause_is_of_the_kind_of_the_finding(
    edit: Edit,
    keyword: str,
    kind: str,
    image: Path,
    original: Edition,
    edited: Edited,
) -> None:
    (file,) = differences(image, original, edited(edit)).files

    found = [(e.finding.keyword, [c.kind for c in e.causes]) for e in file.new]
    assert (keyword, [kind]) in found


def test_changes_without_effect_on_a_file_are_not_reported(
    image: Path, original: Edition, edited: Edited
) -> None:
    edit = Edit("modules/contrast_bolus.py", '0x00180010, "2"', '0x00180010, "1"')
    found = differences(image, original, edited(edit))

    assert (found.checked, found.files) == (1, ())


def test_text_and_json_have_finding_and_cause(
    image: Path, original: Edition, edited: Edited
) -> None:
    edit = Edit(STUDY, '0x00080020, "2"', '0x00080020, "1"')
    found = differences(image, original, edited(edit, name="2020b"))
    lines = files_text.render(found).splitlines()
    (file,) = json.loads(files_json.render(found))["files"]

    assert lines[1].startswith("+  error    StudyDate (0008,0020)")
    assert "StudyDate (0008,0020): type 2 → type 1" in lines[2]
    assert lines[-1] == (
        "1 file, 1 different: 0 findings in 2020a only, 1 finding in 2020b only"
    )
    (only_new,) = file["only_new"]
    assert only_new["finding"]["keyword"] == "StudyDate"
    assert [c["kind"] for c in only_new["causes"]] == ["attribute-type"]
