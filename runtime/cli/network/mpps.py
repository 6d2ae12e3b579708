"""`iodize mpps`: tell a RIS what a modality does."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from pydicom.config import IGNORE
from pydicom.dataset import Dataset
from pydicom.uid import UID, generate_uid

from ..errors import IodizeError
from .addresses import AeTitleType
from .connecting import Command, Peer
from .keywords import attributes_of, listing
from .peer_options import PeerCommand, peer_options
from .performed_steps import COMPLETED, DISCONTINUED, ended, started

if TYPE_CHECKING:
    from ..services import ModalityPerformedProcedureStep


@click.group()
def mpps() -> None:
    """Tell a RIS what a modality does: performed procedure steps.

    create and set send what they are given: N-CREATE and N-SET. start, complete and
    discontinue make it from a worklist item, and from the images that were made.

    All exit 0 if the peer did it, 1 if it answered with a failure or broke the standard, 2
    if the work could not be done.
    """


class NotAnItemError(IodizeError):
    """A file that holds no data set as JSON."""

    hint = "it takes a line that `iodize worklist --json` has printed"

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.path}: no data set in the DICOM JSON model: {self.reason}"


_from_option = click.option(
    "--from",
    "source",
    type=click.Path(path_type=Path, exists=True, dir_okay=False, allow_dash=True),
    metavar="FILE",
    help="A data set in the DICOM JSON model; - for standard input.",
)


def _keys_option(operation: str) -> Callable[[Command], Command]:
    """Give a command --keys: the attributes of "Create" or "Set"."""

    def show(context: click.Context, parameter: click.Parameter, wanted: bool) -> None:
        if wanted and not context.resilient_parsing:
            for name, tag, kind in listing(getattr(_sop_class(), operation)):
                click.echo(f"{kind:3} {tag} {name}")
            context.exit()

    return click.option(
        "--keys",
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=show,
        help="List the attributes, and tell nobody.",
    )


_attributes = click.argument("attributes", nargs=-1, metavar="[NAME=VALUE]...")
_uid_argument = click.argument("uid", callback=lambda _, __, value: _checked_uid(value))


def _checked_uid(value: str | None) -> str | None:
    if value is not None and not UID(value, IGNORE).is_valid:
        raise click.BadParameter(f"{value!r} is no UID.")
    return value


_new_uid = click.option(
    "--uid",
    callback=lambda _, __, value: _checked_uid(value),
    help="SOP Instance UID of the step.  [default: a new one]",
)


@mpps.command(cls=PeerCommand)
@peer_options()
@_attributes
@_new_uid
@_from_option
@_keys_option("Create")
@click.pass_context
def create(
    context: click.Context,
    peer: Peer,
    attributes: tuple[str, ...],
    uid: str | None,
    source: Path | None,
) -> None:
    """Create a step from the attributes that are given: N-CREATE.

    NAME is a keyword, or its path: ScheduledStepAttributesSequence.StudyInstanceUID=1.2.3.
    Prints the SOP Instance UID.
    """
    sop_class = _sop_class()
    base = None if source is None else _read(source)
    request = attributes_of(sop_class.Create, attributes, sop_class.name, base)
    _create(peer, request, uid)
    context.exit(peer.status)


@mpps.command(cls=PeerCommand)
@peer_options()
@_attributes
@_new_uid
@_from_option
@_keys_option("Create")
@click.pass_context
def start(
    context: click.Context,
    peer: Peer,
    attributes: tuple[str, ...],
    uid: str | None,
    source: Path | None,
) -> None:
    """Begin a step, by a worklist item: N-CREATE in the state IN PROGRESS.

    --from takes a line that `iodize worklist --json` has printed. Without it, the step was
    not scheduled; it needs ScheduledStepAttributesSequence.StudyInstanceUID then.
    Attributes that are given win over what is made. Prints the SOP Instance UID.
    """
    sop_class = _sop_class()
    item = None if source is None else _read(source)
    made = started(item, peer.calling_ae, datetime.now())
    request = attributes_of(sop_class.Create, attributes, sop_class.name, made)
    _create(peer, request, uid)
    context.exit(peer.status)


@mpps.command("set", cls=PeerCommand)
@peer_options()
@_uid_argument
@_attributes
@_from_option
@_keys_option("Set")
@click.pass_context
def set_(
    context: click.Context,
    peer: Peer,
    uid: str,
    attributes: tuple[str, ...],
    source: Path | None,
) -> None:
    """Change a step, by the attributes that are given: N-SET."""
    if not attributes and source is None:
        raise click.UsageError("Name what changes: NAME=VALUE, or --from FILE.")
    sop_class = _sop_class()
    base = None if source is None else _read(source)
    _set(peer, attributes_of(sop_class.Set, attributes, sop_class.name, base), uid)
    context.exit(peer.status)


def _ending(state: str) -> Callable[[Callable[..., None]], click.Command]:
    """Make the command that brings a step into a final state."""

    def make(documented: Callable[..., None]) -> click.Command:
        @mpps.command(documented.__name__, help=documented.__doc__, cls=PeerCommand)
        @peer_options()
        @_uid_argument
        @_attributes
        @click.option(
            "--images",
            "paths",
            multiple=True,
            type=click.Path(path_type=Path, exists=True),
            metavar="PATH",
            help="What was made: files, or folders with them; their series are told.",
        )
        @click.option(
            "--retrieve-ae",
            type=AeTitleType(),
            metavar="AE",
            help="AE title where they can be retrieved.",
        )
        @_keys_option("Set")
        @click.pass_context
        def end(
            context: click.Context,
            peer: Peer,
            uid: str,
            attributes: tuple[str, ...],
            paths: tuple[Path, ...],
            retrieve_ae: str | None,
        ) -> None:
            from .instances import instance_files

            sop_class = _sop_class()
            files = [each.path for each in instance_files(paths)] if paths else []
            made = ended(state, datetime.now(), files, retrieve_ae or "")
            request = attributes_of(sop_class.Set, attributes, sop_class.name, made)
            _set(peer, request, uid)
            context.exit(peer.status)

        return end

    return make


@_ending(COMPLETED)
def complete() -> None:
    """End a step that went to its end: N-SET to COMPLETED."""


@_ending(DISCONTINUED)
def discontinue() -> None:
    """End a step that was given up: N-SET to DISCONTINUED."""


def _sop_class() -> type[ModalityPerformedProcedureStep]:
    from ..services import ModalityPerformedProcedureStep

    return ModalityPerformedProcedureStep


def _create(peer: Peer, request: Any, uid: str | None) -> None:
    uid = uid or generate_uid(prefix=None)
    with (
        peer.answering(),
        peer.connect([request.sop_class]) as association,
    ):
        association.create(request, uid)
        click.echo(uid)


def _set(peer: Peer, request: Any, uid: str) -> None:
    with peer.answering(), peer.connect([request.sop_class]) as association:
        association.set(request, uid)


def _read(path: Path) -> Dataset:
    """Return a data set that is kept as JSON; the first one of several lines."""
    with click.open_file(str(path), encoding="utf-8") as file:
        text = file.read()
    if not text.strip():
        raise NotAnItemError(path, "it is empty")
    try:
        try:
            content = json.loads(text)
        except ValueError:
            content = json.loads(text.strip().splitlines()[0])  # a line for each item
        if isinstance(content, list) and content:
            content = content[0]
        if not isinstance(content, dict):
            raise ValueError("it is no object")
        return Dataset.from_json(content)
    except Exception as error:  # pydicom has no one error for JSON that is wrong
        raise NotAnItemError(path, str(error)) from error
