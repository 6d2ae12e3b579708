"""The data set of an object, and the object, share nothing that can be changed."""

from __future__ import annotations

import copy
import pickle
from io import BytesIO
from typing import Any

import pytest
from pydicom import dcmread
from pydicom.data import get_testdata_file
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.uid import ExplicitVRLittleEndian, RLELossless

from iodize.iods import CTImage
from iodize.macros import Code
from iodize.modules import ContrastBolus
from iodize.objects.copying import CopiedSequence, copy_of

from .conftest import CT


@pytest.fixture(params=["undecoded", "decoded"])
def dataset(request: pytest.FixtureRequest) -> Dataset:
    """A file with items, and with values of every kind."""
    dataset = dcmread(str(get_testdata_file("CT_small.dcm")))
    inner = Dataset()
    inner.add_new(0x00091001, "SQ", [Dataset()])
    inner.CodeValue = "a"
    dataset.ProcedureCodeSequence = [inner, Dataset()]
    file = BytesIO()
    dataset.save_as(file, enforce_file_format=True)
    read = dcmread(BytesIO(file.getvalue()))
    if request.param == "decoded":
        read.walk(lambda *_: None)
    return read


def change(dataset: Dataset) -> None:
    """Change values in all the ways that pydicom offers."""
    dataset.PatientID = "changed"
    dataset.ImageType[0] = "CHANGED"
    dataset.PixelSpacing.append(3)
    del dataset.KVP
    dataset.ProcedureCodeSequence[0].CodeValue = "changed"
    dataset.ProcedureCodeSequence[0][0x00091001].value.append(Dataset())
    del dataset.ProcedureCodeSequence[1]
    dataset.file_meta.ImplementationVersionName = "CHANGED"


class TestObjectThatWasRead:
    def test_change_of_its_data_set_does_not_reach_it(self, dataset: Dataset) -> None:
        before = copy.deepcopy(dataset)
        ct = CTImage.from_dataset(dataset)

        change(ct.to_dataset())

        assert dataset == before
        assert ct.to_dataset() == before
        assert ct.to_dataset().file_meta == before.file_meta
        assert ct.PatientID == before.PatientID

    def test_change_of_one_data_set_does_not_reach_another(
        self, dataset: Dataset
    ) -> None:
        ct = CTImage.from_dataset(dataset)
        first, second = ct.to_dataset(), ct.to_dataset()

        change(first)

        assert second == dataset

    def test_removed_attribute_stays_in_what_was_read(self, dataset: Dataset) -> None:
        ct = CTImage.from_dataset(dataset)
        del ct.KVP

        assert "KVP" not in ct.to_dataset()
        assert "KVP" in dataset

    def test_compressing_its_data_set_leaves_it_uncompressed(
        self, dataset: Dataset
    ) -> None:
        ct = CTImage.from_dataset(dataset)
        file = BytesIO()

        ct.to_dataset().compress(RLELossless)
        ct.to_dataset().save_as(file, enforce_file_format=True)

        written = dcmread(BytesIO(file.getvalue()))
        assert written.file_meta.TransferSyntaxUID == ExplicitVRLittleEndian
        assert written.PixelData == dataset.PixelData

    def test_change_of_a_module_s_data_set_does_not_reach_it(
        self, dataset: Dataset
    ) -> None:
        dataset.ContrastBolusAgent = "Iodine"
        dataset.ContrastBolusIngredient = ["IODINE"]
        module = CTImage.from_dataset(dataset).contrast_bolus
        assert module is not None

        module.to_dataset().ContrastBolusAgent = "changed"

        assert module.ContrastBolusAgent == "Iodine"


class TestNewObject:
    def test_change_of_its_data_set_does_not_reach_it(self) -> None:
        ct = CTImage(
            **CT,
            ProcedureCodeSequence=[Code("a", "99X", "x"), Code("b", "99X", "y")],
            contrast_bolus=ContrastBolus(ContrastBolusAgent="Iodine"),
        )
        before = ct.to_dataset()
        changed = ct.to_dataset()

        changed.PatientID = "changed"
        changed.ImageType[0] = "CHANGED"
        changed.ProcedureCodeSequence[0].CodeValue = "changed"
        del changed.ProcedureCodeSequence[1]

        assert ct.to_dataset() == before

    def test_change_of_an_item_that_was_read_does_not_reach_it(self) -> None:
        source = Dataset()
        source.CodeValue, source.CodingSchemeDesignator = "a", "99X"
        source.CodeMeaning = "x"
        ct = CTImage(**CT, ProcedureCodeSequence=[Code.from_dataset(source)])

        ct.to_dataset().ProcedureCodeSequence[0].CodeValue = "changed"

        assert source.CodeValue == "a"
        assert ct.to_dataset().ProcedureCodeSequence[0].CodeValue == "a"


class TestCopy:
    def test_class_and_properties_of_the_data_set_are_kept(
        self, dataset: Dataset
    ) -> None:
        made: Any = copy_of(dataset)

        assert type(made) is type(dataset)
        assert made.original_encoding == dataset.original_encoding
        assert isinstance(made.file_meta, FileMetaDataset)
        assert made.preamble == dataset.preamble

    def test_private_block_of_the_original_is_not_used(self) -> None:
        dataset = Dataset()
        dataset.private_block(0x0009, "IODIZE", create=True).add_new(1, "LO", "a")
        made = copy_of(dataset)

        made.private_block(0x0009, "IODIZE").add_new(2, "LO", "b")

        assert 0x00091002 in made
        assert 0x00091002 not in dataset

    def test_items_are_copied_when_the_first_one_is_used(self) -> None:
        original = Sequence([Dataset(), Dataset()])
        original.is_undefined_length = True
        copied = CopiedSequence(original)

        assert "_list" not in vars(copied)
        assert copied.is_undefined_length
        copied[0].PatientID = "1"
        assert len(copied) == 2
        assert "PatientID" not in original[0]

    def test_sequence_is_pickled_before_and_after_its_first_use(self) -> None:
        item = Dataset()
        item.PatientID = "1"
        copied = CopiedSequence(Sequence([item]))

        for _ in range(2):
            assert pickle.loads(pickle.dumps(copied)) == [item]
            assert copy.deepcopy(copied) == [item]
            assert copied[0] == item
