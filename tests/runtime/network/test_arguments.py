"""Arguments of `connect` and `serve` are checked before anything is sent."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from pydicom import dcmread
from pydicom.data import get_testdata_file

from iodize.dimse.services.sides import Call
from iodize.errors import IodizeError
from iodize.network import (
    AssociationRejectedError,
    InvalidAETitleError,
    NoPresentationContextError,
    Proposal,
    StorageProvider,
    UserIdentity,
    UserInformationTooLongError,
    connect,
    serve,
)
from iodize.services import ModalityPerformedProcedureStep as Step
from iodize.services import ModalityWorklist as Worklist
from iodize.services import StorageCommitmentPushModel as Commitment
from iodize.services import UnifiedProcedureStepEvent as Events

from .samples import CT, VERIFICATION, connected

NOWHERE = ("127.0.0.1", 1)


@pytest.mark.parametrize("title", ["", "  ", "A" * 17, "Ä", "A\\B", "A\n", 5])
def test_invalid_ae_title_is_reported_with_its_argument(title: Any) -> None:
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
        assert str(failed.value) == f"{name}: {title!r} is not a valid AE title"
        assert isinstance(failed.value, IodizeError)
        assert "1 to 16" in failed.value.hint
        assert isinstance(failed.value, ValueError)


def test_spaces_around_an_ae_title_are_ignored() -> None:
    """PS3.5 Table 6.2-1."""
    with (
        serve(0, [], allowed_ae=[" CT1"], ae_title="RIS ", called_ae=True) as server,
        connected(server, VERIFICATION, calling_ae="CT1 ", called_ae=" RIS") as made,
    ):
        assert (made.peer, server.ae_title) == ("RIS", "RIS")


def test_empty_list_of_allowed_ae_titles_rejects_all() -> None:
    with serve(0, [], allowed_ae=[]) as server, pytest.raises(AssociationRejectedError):
        connected(server, VERIFICATION)


def test_string_instead_of_a_list_is_an_error() -> None:
    """Its characters would be used as the items."""
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
        with pytest.raises(TypeError, match=r"must be a list: \['"):
            call()


def test_single_service_instead_of_a_list_is_an_error() -> None:
    wrong: list[Callable[[], object]] = [
        lambda: connect(*NOWHERE, Worklist),  # type: ignore[arg-type]
        lambda: serve(0, Worklist),  # type: ignore[arg-type]
        lambda: serve(0, StorageProvider),  # type: ignore[arg-type]
    ]
    for call in wrong:
        with pytest.raises(TypeError, match=r"^services must be a list: \[\w+\], not"):
            call()


@pytest.mark.parametrize("window", [(65_536, 1), (1, 65_536), (-1, 1)])
def test_window_outside_16_bits_is_an_error(window: tuple[int, int]) -> None:
    """PS3.7 Table D.3-7."""
    with pytest.raises(
        ValueError, match="asynchronous_window must be from 0 to 65,535"
    ):
        connect(*NOWHERE, [VERIFICATION], asynchronous_window=window)
    with pytest.raises(ValueError, match="asynchronous must be from 0 to 65,535"):
        serve(0, [], asynchronous=65_536)


def test_maximum_length_outside_32_bits_is_an_error() -> None:
    """PS3.8 Table D.1-1."""
    with pytest.raises(ValueError, match="max_pdu must be from 0"):
        connect(*NOWHERE, [VERIFICATION], max_pdu=1 << 32)


def test_user_identity_longer_than_its_item_is_an_error() -> None:
    """PS3.7 Table D.3-14: the length has 16 bits."""
    assert len(UserIdentity(jwt=bytes(65_529)).primary) == 65_529
    for fields in (
        {"jwt": bytes(65_530)},
        {"name": "a" * 60_000, "passcode": "b" * 9999},
    ):
        with pytest.raises(ValueError, match="must not exceed 65,529 bytes"):
            UserIdentity(**fields)


def test_user_information_longer_than_its_item_is_an_error() -> None:
    """PS3.8 9.3.2.3: all items together have 16 bits of length."""
    user = UserIdentity(kerberos=bytes(65_529))
    with pytest.raises(UserInformationTooLongError) as failed:
        connect(*NOWHERE, [VERIFICATION], user=user)

    assert failed.value.size > failed.value.limit == 65_535
    assert isinstance(failed.value, IodizeError)


def test_long_user_identity_is_sent() -> None:
    user = UserIdentity(jwt=bytes(65_000))
    with (
        serve(0, [], verify_user=lambda found: found.jwt == user.jwt) as server,
        connected(server, VERIFICATION, user=user) as association,
    ):
        assert association.echo().code == 0


def test_proposal_without_transfer_syntaxes_is_an_error() -> None:
    with pytest.raises(ValueError, match="at least one transfer syntax"):
        Proposal(CT, ())


def test_error_names_the_accepted_transfer_syntaxes(tmp_path: Path) -> None:
    compressed = dcmread(str(get_testdata_file("JPEG2000.dcm")))
    with (
        serve(
            0, [StorageProvider(tmp_path)], transfer_syntaxes=["1.2.840.10008.1.2"]
        ) as server,
        connected(server, VERIFICATION, compressed.SOPClassUID, check="off") as made,
        pytest.raises(NoPresentationContextError) as failed,
    ):
        made.store(compressed)

    assert failed.value.accepted == [
        "Secondary Capture Image Storage in Implicit VR Little Endian",
        "Verification SOP Class",
    ]


def test_side_without_handlers_is_an_error() -> None:
    class Worklists(Worklist.Provider):
        def search(self, query: Any, call: Call, /) -> list[Any]:
            return []

    for side in (Worklists(), Step.Provider(), Commitment.User()):
        with pytest.raises(TypeError, match="has no handler for"):
            serve(0, [side])


def test_misspelled_handler_is_an_error() -> None:
    class Steps(Step.Provider):
        def create(self, request: Step.Create, call: Call, /) -> None: ...

        def sets(self, request: Step.Set, call: Call, /) -> None: ...

    with pytest.raises(TypeError, match=r"Steps\.sets is not a handler .* mean set\?"):
        serve(0, [Steps()])


def test_other_methods_of_a_side_are_accepted() -> None:
    """If the handler exists too, or the method cannot be called as one."""

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
