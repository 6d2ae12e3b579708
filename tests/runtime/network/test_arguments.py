"""What `connect` and `serve` are given is judged before anything is sent."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from pydicom import dcmread
from pydicom.data import get_testdata_file

from iodize.dimse.providers import Call
from iodize.errors import IodizeError
from iodize.network import (
    AssociationRejectedError,
    InvalidAETitleError,
    NoPresentationContextError,
    Proposal,
    StorageProvider,
    connect,
    serve,
)
from iodize.services import ModalityPerformedProcedureStep as Step
from iodize.services import ModalityWorklist as Worklist
from iodize.services import StorageCommitmentPushModel as Commitment
from iodize.services import UnifiedProcedureStepEvent as Events

from .samples import CT, VERIFICATION
from .test_operations import joined

NOWHERE = ("127.0.0.1", 1)


@pytest.mark.parametrize("title", ["", "  ", "A" * 17, "Ä", "A\\B", "A\n", 5])
def test_what_is_no_ae_title_is_named(title: Any) -> None:
    wrong: list[tuple[str, Callable[[], object]]] = [
        ("calling_ae", lambda: connect(*NOWHERE, [VERIFICATION], calling_ae=title)),
        ("called_ae", lambda: connect(*NOWHERE, [VERIFICATION], called_ae=title)),
        ("ae_title", lambda: serve(0, [], ae_title=title)),
        ("allowed_ae", lambda: serve(0, [], allowed_ae=[title])),
        ("destinations", lambda: serve(0, [], destinations={title: NOWHERE})),
    ]
    for name, call in wrong:
        with pytest.raises(InvalidAETitleError) as failed:
            call()
        assert str(failed.value) == f"{name}: {title!r} is no AE title"
        assert isinstance(failed.value, IodizeError)
        assert "1 to 16" in failed.value.hint
        assert isinstance(failed.value, ValueError)


def test_spaces_around_an_ae_title_mean_nothing() -> None:
    """PS3.5 Table 6.2-1."""
    with (
        serve(0, [], allowed_ae=[" CT1"], ae_title="RIS ", called_ae=True) as server,
        joined(server, VERIFICATION, calling_ae="CT1 ", called_ae=" RIS") as made,
    ):
        assert (made.peer, server.ae_title) == ("RIS", "RIS")


def test_nobody_may_call_where_nobody_is_named() -> None:
    with serve(0, [], allowed_ae=[]) as server, pytest.raises(AssociationRejectedError):
        joined(server, VERIFICATION)


def test_a_text_is_no_list_of_texts() -> None:
    """Each of its characters would be taken for one."""
    implicit: Any = "1.2.840.10008.1.2"
    wrong: list[Callable[[], object]] = [
        lambda: connect(*NOWHERE, VERIFICATION),
        lambda: connect(*NOWHERE, [CT], transfer_syntaxes=implicit),
        lambda: serve(0, VERIFICATION),
        lambda: serve(0, [], allowed_ae="CT1"),
        lambda: serve(0, [], allowed_addresses="10.0.0.0/8"),
        lambda: serve(0, [], transfer_syntaxes=implicit),
        lambda: Proposal(CT, implicit),
    ]
    for call in wrong:
        with pytest.raises(TypeError, match=r"takes a list: \['"):
            call()


def test_a_proposal_without_transfer_syntaxes_proposes_nothing() -> None:
    with pytest.raises(ValueError, match="one transfer syntax"):
        Proposal(CT, ())


def test_the_transfer_syntaxes_that_were_accepted_are_told(tmp_path: Path) -> None:
    compressed = dcmread(str(get_testdata_file("JPEG2000.dcm")))
    with (
        serve(
            0, [StorageProvider(tmp_path)], transfer_syntaxes=["1.2.840.10008.1.2"]
        ) as server,
        joined(server, VERIFICATION, compressed.SOPClassUID, check="off") as made,
        pytest.raises(NoPresentationContextError) as failed,
    ):
        made.store(compressed)

    assert failed.value.accepted == [
        "Secondary Capture Image Storage in Implicit VR Little Endian",
        "Verification SOP Class",
    ]


def test_a_side_that_handles_nothing_is_not_served() -> None:
    class Worklists(Worklist.Provider):
        def search(self, query: Any, call: Call, /) -> list[Any]:
            return []

    for side in (Worklists(), Step.Provider(), Commitment.User()):
        with pytest.raises(TypeError, match="handles nothing"):
            serve(0, [side])


def test_a_handler_that_seems_to_be_misspelled_is_not_served() -> None:
    class Steps(Step.Provider):
        def create(self, request: Step.Create, call: Call, /) -> None: ...

        def sets(self, request: Step.Set, call: Call, /) -> None: ...

    with pytest.raises(TypeError, match=r"Steps\.sets handles nothing.* no set: "):
        serve(0, [Steps()])


def test_other_methods_of_a_side_are_no_handlers() -> None:
    """Not where the handler is there too, nor what could not be called as one."""

    class Steps(Step.Provider):
        def create(self, request: Step.Create, call: Call, /) -> None: ...

        def creates(self, request: Step.Create, call: Call, /) -> None: ...

        def sets(self) -> set[str]:
            return set()

        def _set(self, request: Step.Set, call: Call, /) -> None: ...

    class Lent(Worklist.Provider):
        def __init__(self) -> None:
            self.find = lambda query, call: ()  # type: ignore[method-assign]

    class Inherited(Steps):
        def lookup(self, key: str, call: Call) -> Iterable[str]:
            return ()

    sides: list[Any] = [Steps(), Lent(), Inherited(), Events.Provider()]
    for side in sides:
        serve(0, [side]).stop()
