"""Storage with all other tools, in both directions, without changes of objects."""

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

from iodize import example, iods
from iodize.network import Proposal, StorageProvider, connect, serve
from iodize.network.link.contexts import STORAGE_CLASSES
from iodize.objects.instance import Instance
from iodize.tables import editions

from .files import elements, encoded, held
from .objects import CT, OTHER_TRANSFER_SYNTAXES, UNCOMPRESSED, Sample, sample
from .systems import ctn as ctn_programs
from .systems import dcmjs as dcmjs_scripts
from .systems import dcmtk as dcmtk_programs
from .systems import pynetdicom_apps as apps
from .systems.collected_findings import CollectedFindings
from .systems.orthanc import OTHER, Orthanc
from .systems.processes import HOST, Server, wait_until

Folder = Callable[[str], Path]
PLAIN = (ImplicitVRLittleEndian, ExplicitVRLittleEndian, ExplicitVRBigEndian)
EVERY = (*UNCOMPRESSED, *OTHER_TRANSFER_SYNTAXES)


def store(port: int, sent: Sample, called: str = "ANY-SCP") -> int:
    """Send a file in its transfer syntax; return the status."""
    proposal = Proposal(sent.sop_class, (sent.syntax,))
    with connect(HOST, port, services=[proposal], called_ae=called) as association:
        outcome = association.store(sent.path)
    assert outcome.findings == ()
    return outcome.code


@pytest.mark.parametrize("name", EVERY)
def test_storescp_stores_the_sent_bytes(dcmtk: None, folder: Folder, name: str) -> None:
    """In every transfer syntax."""
    sent, place = sample(name), folder("store")
    with dcmtk_programs.storescp(place, "+xa") as server:
        status = store(server.port, sent)

    assert status == 0
    arrived = held(place, sent.uid)
    if sent.syntax != DeflatedExplicitVRLittleEndian:  # that is deflated anew
        assert encoded(arrived) == encoded(sent.path)
    assert elements(dcmread(arrived)) == elements(sent.dataset)


def test_orthanc_stores_the_sent_objects(orthanc: Orthanc) -> None:
    """One association with a presentation context for each SOP class."""
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
def test_ctn_stores_the_sent_object(
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


def test_dcmqrscp_stores_the_sent_object(dcmtk: None, folder: Folder) -> None:
    sent, place = sample(CT), folder("qr")
    with dcmtk_programs.dcmqrscp(place) as server:
        assert store(server.port, sent, dcmtk_programs.ARCHIVE) == 0

    assert elements(dcmread(held(place, sent.uid))) == elements(sent.dataset)


def test_dcmjs_decodes_the_sent_object(recorder: dcmjs_scripts.Recorder) -> None:
    sent = sample(CT)
    assert store(recorder.port, sent) == 0

    (message,) = recorder.messages()
    assert message.command["AffectedSOPInstanceUID"] == sent.uid
    assert message.dataset is not None
    assert message.dataset["PatientID"] == sent.dataset.PatientID


def test_uids_are_those_of_the_data_set(recorder: dcmjs_scripts.Recorder) -> None:
    """The file meta information has another SOP Instance UID."""
    sent = sample("rtplan.dcm")
    assert sent.dataset.file_meta.MediaStorageSOPInstanceUID != sent.uid
    store(recorder.port, sent)

    (message,) = recorder.messages()
    assert message.command["AffectedSOPInstanceUID"] == sent.uid


def test_pynetdicom_stores_the_sent_object(folder: Folder) -> None:
    sent, place = sample(CT), folder("store")
    with apps.storescp(place) as server:
        assert store(server.port, sent) == 0

    assert elements(dcmread(held(place, sent.uid))) == elements(sent.dataset)


def test_typed_object_is_stored_unchanged(dcmtk: None, folder: Folder) -> None:
    """Services are given as IODs."""
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
def test_object_of_every_storage_class_is_stored(dcmtk: None, folder: Folder) -> None:
    """Except non-patient objects, which storescp rejects, and retired classes, without IOD."""
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
def own(folder: Folder) -> Iterator[tuple[int, Path, CollectedFindings]]:
    """The storage SCP of iodize: its port, its folder, and findings of messages."""
    place, reported = folder("own"), CollectedFindings()
    with serve(0, services=[StorageProvider(place)], on_findings=reported) as server:
        yield server.port, place, reported


@pytest.mark.parametrize("name", EVERY)
def test_dcmtk_sends_in_every_transfer_syntax(
    dcmtk: None, own: tuple[int, Path, CollectedFindings], name: str
) -> None:
    """DCMTK converts among uncompressed ones, as accepted by iodize."""
    port, place, reported = own
    sent = sample(name)
    done = dcmtk_programs.client(
        "dcmsend", port, "--decompress-never", files=[sent.path]
    )

    assert done.status == 0, done.text
    arrived = dcmread(held(place, sent.uid))
    if sent.syntax not in PLAIN:
        assert arrived.file_meta.TransferSyntaxUID == sent.syntax
    assert elements(arrived) == elements(sent.dataset)
    assert reported == []


@pytest.mark.parametrize("syntax", PLAIN)
def test_dcmtk_sends_in_the_accepted_transfer_syntax(
    dcmtk: None, folder: Folder, syntax: str
) -> None:
    """Including big endian, if it is the only accepted one."""
    place, sent = folder("own"), sample(CT)
    with serve(
        0, services=[StorageProvider(place)], transfer_syntaxes=[syntax]
    ) as server:
        done = dcmtk_programs.client("storescu", server.port, files=[sent.path])

    assert done.status == 0, done.text
    arrived = dcmread(held(place, sent.uid))
    assert arrived.file_meta.TransferSyntaxUID == syntax
    assert elements(arrived) == elements(sent.dataset)


def test_dcmtk_sends_several_objects(
    dcmtk: None, own: tuple[int, Path, CollectedFindings]
) -> None:
    port, place, reported = own
    all_sent = [sample(name) for name in UNCOMPRESSED]
    done = dcmtk_programs.client(
        "storescu", port, "-R", files=[one.path for one in all_sent]
    )

    assert done.status == 0, done.text
    for one in all_sent:
        arrived = dcmread(held(place, one.uid))
        assert elements(arrived) == elements(one.dataset)
    assert reported == []


def test_orthanc_sends(
    orthanc: Orthanc, own: tuple[int, Path, CollectedFindings]
) -> None:
    port, place, reported = own
    orthanc.introduce("IODIZE", port)
    all_sent = [sample(name) for name in (CT, "rtplan.dcm", "SC_rgb_jpeg_dcmtk.dcm")]
    for one in all_sent:
        orthanc.add(one.path)
    done = orthanc.request(
        f"modalities/{OTHER}/store", {"Resources": orthanc.request("instances")}
    )

    assert done["FailedInstancesCount"] == 0
    for one in all_sent:
        arrived = dcmread(held(place, one.uid))
        assert elements(arrived) == elements(one.dataset)
    assert reported == []


def test_ctn_sends(ctn: None, own: tuple[int, Path, CollectedFindings]) -> None:
    port, place, reported = own
    sent = sample(CT)
    done = ctn_programs.send(port, sent.path)

    assert "Successful operation" in done.text
    assert elements(dcmread(held(place, sent.uid))) == elements(sent.dataset)
    assert reported == []


def test_dcmjs_sends(
    dcmjs: None, folder: Folder, own: tuple[int, Path, CollectedFindings]
) -> None:
    port, place, reported = own
    sent = sample(CT)
    (answer,) = dcmjs_scripts.send(
        port, folder("client"), dcmjs_scripts.request("CStore", str(sent.path))
    )

    assert answer.status == 0
    assert dcmread(held(place, sent.uid)).PixelData == sent.dataset.PixelData
    assert reported == []


def test_pynetdicom_sends(own: tuple[int, Path, CollectedFindings]) -> None:
    port, place, reported = own
    sent = sample(CT)
    done = apps.client("storescu", port, files=[sent.path])

    assert done.status == 0, done.text
    assert elements(dcmread(held(place, sent.uid))) == elements(sent.dataset)
    assert reported == []
