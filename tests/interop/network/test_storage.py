"""Objects stored with every peer, in both directions: what arrives is what was sent."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from pydicom import dcmread

from iodize import iods
from iodize.network import Proposal, connect

from . import dcmjs as dcmjs_scripts
from . import dcmtk as dcmtk_programs
from . import pynetdicom_apps as apps
from .files import elements, encoded, held
from .objects import CT, OTHER_TRANSFER_SYNTAXES, UNCOMPRESSED, Sample, sample
from .orthanc import Orthanc
from .processes import HOST, Server, wait_until

Folder = Callable[[str], Path]
EVERY = (*UNCOMPRESSED, *OTHER_TRANSFER_SYNTAXES)


def store(port: int, sent: Sample, called: str = "ANY-SCP") -> int:
    """Send a file as it is encoded; return the status."""
    proposal = Proposal(sent.sop_class, (sent.syntax,))
    with connect(HOST, port, services=[proposal], called_ae=called) as association:
        outcome = association.store(sent.path)
    assert outcome.findings == ()
    return outcome.code


@pytest.mark.parametrize("name", EVERY)
def test_storescp_keeps_what_it_is_sent(dcmtk: None, folder: Folder, name: str) -> None:
    """In every transfer syntax, byte for byte."""
    sent, place = sample(name), folder("store")
    with dcmtk_programs.storescp(place, "+xa") as server:
        status = store(server.port, sent)

    assert status == 0
    content = encoded(sent.path)
    padding = b"\0" * (len(content) % 2)  # a deflated data set may lack it: PS3.5 A.5
    assert encoded(held(place, sent.uid)) == content + padding


def test_orthanc_keeps_what_it_is_sent(orthanc: Orthanc) -> None:
    """One association, and a presentation context for each kind of object."""
    all_sent = [sample(name) for name in EVERY if not name.startswith("MR_small")]
    proposals = {(one.sop_class, one.syntax) for one in all_sent}
    with connect(
        HOST,
        orthanc.port,
        services=[Proposal(uid, (syntax,)) for uid, syntax in sorted(proposals)],
    ) as association:
        statuses = [association.store(one.path).code for one in all_sent]

    assert statuses == [0] * len(all_sent)
    arrived = {
        str(dataset.SOPInstanceUID): dataset
        for dataset in (dcmread(BytesIO(file)) for file in orthanc.instances())
    }
    assert arrived.keys() == {one.uid for one in all_sent}
    for one in all_sent:
        assert arrived[one.uid].file_meta.TransferSyntaxUID == one.syntax
        assert elements(arrived[one.uid]) == elements(one.dataset)


@pytest.mark.parametrize("name", [CT, "rtplan.dcm"])
def test_ctn_keeps_what_it_is_sent(
    simple_storage: tuple[Server, Path], name: str
) -> None:
    server, place = simple_storage
    sent = sample(name)

    assert store(server.port, sent) == 0
    # it answers before it writes
    assert wait_until(lambda: any(sent.uid in path.name for path in place.rglob("*")))
    (path,) = (path for path in place.rglob("*") if sent.uid in path.name)
    # in implicit VR it keeps the data set alone, without file meta information
    assert elements(dcmread(path, force=True)) == elements(sent.dataset)


def test_dcmqrscp_keeps_what_it_is_sent(dcmtk: None, folder: Folder) -> None:
    sent, place = sample(CT), folder("qr")
    with dcmtk_programs.dcmqrscp(place) as server:
        assert store(server.port, sent, dcmtk_programs.ARCHIVE) == 0

    assert elements(dcmread(held(place, sent.uid))) == elements(sent.dataset)


def test_dcmjs_understands_what_it_is_sent(recorder: dcmjs_scripts.Recorder) -> None:
    sent = sample(CT)
    assert store(recorder.port, sent) == 0

    (message,) = recorder.messages()
    assert message.command["AffectedSOPInstanceUID"] == sent.uid
    assert message.dataset is not None
    assert message.dataset["PatientID"] == sent.dataset.PatientID


def test_the_data_set_says_what_is_sent(recorder: dcmjs_scripts.Recorder) -> None:
    """The file meta information of this file has another SOP Instance UID."""
    sent = sample("rtplan.dcm")
    assert sent.dataset.file_meta.MediaStorageSOPInstanceUID != sent.uid
    store(recorder.port, sent)

    (message,) = recorder.messages()
    assert message.command["AffectedSOPInstanceUID"] == sent.uid


def test_pynetdicom_keeps_what_it_is_sent(folder: Folder) -> None:
    sent, place = sample(CT), folder("store")
    with apps.storescp(place) as server:
        assert store(server.port, sent) == 0

    assert elements(dcmread(held(place, sent.uid))) == elements(sent.dataset)


def test_a_typed_object_arrives_as_it_was_made(dcmtk: None, folder: Folder) -> None:
    """Services are named by the classes of the objects."""
    place = folder("store")
    made = [iods.CTImage.example(), iods.BasicTextSR.example()]
    with (
        dcmtk_programs.storescp(place) as server,
        connect(
            HOST, server.port, services=[iods.CTImage, iods.BasicTextSR]
        ) as association,
    ):
        for instance in made:
            assert association.store(instance).code == 0

    for instance in made:
        arrived = dcmread(held(place, str(instance.SOPInstanceUID)))
        assert elements(arrived) == elements(instance.to_dataset())
