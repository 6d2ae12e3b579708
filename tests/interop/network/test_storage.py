"""Objects stored with every peer, in both directions: what arrives is what was sent."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from pydicom import dcmread
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
)

from iodize import editions, example, iods
from iodize.network import Proposal, StorageProvider, connect, serve
from iodize.network.contexts import STORAGE_CLASSES
from iodize.objects.instance import Instance

from . import ctn as ctn_programs
from . import dcmjs as dcmjs_scripts
from . import dcmtk as dcmtk_programs
from . import pynetdicom_apps as apps
from .files import elements, encoded, held
from .heard import Heard
from .objects import CT, OTHER_TRANSFER_SYNTAXES, UNCOMPRESSED, Sample, sample
from .orthanc import OTHER, Orthanc
from .processes import HOST, Server, wait_until

Folder = Callable[[str], Path]
PLAIN = (ImplicitVRLittleEndian, ExplicitVRLittleEndian, ExplicitVRBigEndian)
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
    """In every transfer syntax as it is encoded, byte for byte."""
    sent, place = sample(name), folder("store")
    with dcmtk_programs.storescp(place, "+xa") as server:
        status = store(server.port, sent)

    assert status == 0
    arrived = held(place, sent.uid)
    if sent.syntax != DeflatedExplicitVRLittleEndian:  # that is deflated anew
        assert encoded(arrived) == encoded(sent.path)
    assert elements(dcmread(arrived)) == elements(sent.dataset)


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
    made: list[Instance] = [iods.CTImage.example(), iods.BasicTextSR.example()]
    with (
        dcmtk_programs.storescp(place) as server,
        connect(
            HOST, server.port, services=[iods.CTImage, iods.BasicTextSR]
        ) as association,
    ):
        for instance in made:
            assert association.store(instance).code == 0

    for instance in made:
        arrived = dcmread(held(place, str(instance.to_dataset().SOPInstanceUID)))
        assert elements(arrived) == elements(instance.to_dataset())


@pytest.mark.slow
def test_an_object_of_every_class_arrives(dcmtk: None, folder: Folder) -> None:
    """Of all storage classes but those without a patient, which storescp does not take.

    Retired ones have no IOD any more.
    """
    edition, made, place = editions.bundled(), folder("made"), folder("store")
    classes = [uid for uid in STORAGE_CLASSES if uid in edition.sop_classes]
    stored = []
    with dcmtk_programs.storescp(place, "-pm") as server:
        for some in (classes[::2], classes[1::2]):  # 128 at most
            with connect(HOST, server.port, services=some) as association:
                for uid in association.accepted:
                    path = made / uid
                    example.write(edition.iod(edition.sop_classes[uid]), uid, path)
                    assert association.store(path).code == 0
                    stored.append(path)

    assert len(stored) > 155
    for one in map(dcmread, stored):
        assert elements(dcmread(held(place, str(one.SOPInstanceUID)))) == elements(one)


@pytest.fixture
def own(folder: Folder) -> Iterator[tuple[int, Path, Heard]]:
    """This side's store: its port, its folder, what is wrong with what it received."""
    place, heard = folder("own"), Heard()
    with serve(0, services=[StorageProvider(place)], on_findings=heard) as server:
        yield server.port, place, heard


@pytest.mark.parametrize("name", EVERY)
def test_dcmtk_sends_in_every_transfer_syntax(
    dcmtk: None, own: tuple[int, Path, Heard], name: str
) -> None:
    """Of uncompressed ones it lets this side choose, and encodes anew."""
    port, place, heard = own
    sent = sample(name)
    done = dcmtk_programs.client(
        "dcmsend", port, "--decompress-never", files=[sent.path]
    )

    assert done.status == 0, done.text
    arrived = dcmread(held(place, sent.uid))
    if sent.syntax not in PLAIN:
        assert arrived.file_meta.TransferSyntaxUID == sent.syntax
    assert elements(arrived) == elements(sent.dataset)
    assert heard == []


@pytest.mark.parametrize("syntax", PLAIN)
def test_dcmtk_sends_what_is_accepted(dcmtk: None, folder: Folder, syntax: str) -> None:
    """Big endian too, where nothing else is accepted."""
    place, sent = folder("own"), sample(CT)
    with serve(
        0, services=[StorageProvider(place)], transfer_syntaxes=[syntax]
    ) as server:
        done = dcmtk_programs.client("storescu", server.port, files=[sent.path])

    assert done.status == 0, done.text
    arrived = dcmread(held(place, sent.uid))
    assert arrived.file_meta.TransferSyntaxUID == syntax
    assert elements(arrived) == elements(sent.dataset)


def test_dcmtk_sends_one_after_the_other(
    dcmtk: None, own: tuple[int, Path, Heard]
) -> None:
    port, place, heard = own
    all_sent = [sample(name) for name in UNCOMPRESSED]
    done = dcmtk_programs.client(
        "storescu", port, "-R", files=[one.path for one in all_sent]
    )

    assert done.status == 0, done.text
    for one in all_sent:
        arrived = dcmread(held(place, one.uid))
        assert elements(arrived) == elements(one.dataset)
    assert heard == []


def test_orthanc_sends(orthanc: Orthanc, own: tuple[int, Path, Heard]) -> None:
    port, place, heard = own
    orthanc.introduce("IODIZE", port)
    all_sent = [sample(name) for name in (CT, "rtplan.dcm", "SC_rgb_jpeg_dcmtk.dcm")]
    for one in all_sent:
        orthanc.add(one.path)
    done = orthanc.ask(
        f"modalities/{OTHER}/store", {"Resources": orthanc.ask("instances")}
    )

    assert done["FailedInstancesCount"] == 0
    for one in all_sent:
        arrived = dcmread(held(place, one.uid))
        assert elements(arrived) == elements(one.dataset)
    assert heard == []


def test_ctn_sends(ctn: None, own: tuple[int, Path, Heard]) -> None:
    port, place, heard = own
    sent = sample(CT)
    done = ctn_programs.send(port, sent.path)

    assert "Successful operation" in done.text
    assert elements(dcmread(held(place, sent.uid))) == elements(sent.dataset)
    assert heard == []


def test_dcmjs_sends(dcmjs: None, folder: Folder, own: tuple[int, Path, Heard]) -> None:
    port, place, heard = own
    sent = sample(CT)
    (answer,) = dcmjs_scripts.send(
        port, folder("client"), dcmjs_scripts.request("CStore", str(sent.path))
    )

    assert answer.status == 0
    assert dcmread(held(place, sent.uid)).PixelData == sent.dataset.PixelData
    assert heard == []


def test_pynetdicom_sends(own: tuple[int, Path, Heard]) -> None:
    port, place, heard = own
    sent = sample(CT)
    done = apps.client("storescu", port, files=[sent.path])

    assert done.status == 0, done.text
    assert elements(dcmread(held(place, sent.uid))) == elements(sent.dataset)
    assert heard == []
