"""`iodize mpps`: report performed procedure steps to a RIS."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from pydicom.config import IGNORE
from pydicom.uid import UID, generate_uid

from ..failures import SuggestingGroup
from .arguments.addresses import AeTitleType
from .arguments.assignments import attributes_of
from .arguments.data_set_files import read_json
from .arguments.keywords import listing
from .connecting import Command, Peer
from .peer_options import PeerCommand, peer_options
from .performed_steps import COMPLETED, DISCONTINUED, ended, started

if TYPE_CHECKING:
    from ...services import ModalityPerformedProcedureStep


@click.group(cls=SuggestingGroup)
def mpps() -> None:
    """Report performed procedure steps to a RIS with N-CREATE and N-SET.

    create and set send the given attributes. start, complete and discontinue derive the
    attributes from a worklist item and from the created images.

    Exit status: 0 for success, 1 if the peer responded with a failure or violated the
    standard, 2 if the command failed.
    """


_from_option = click.option(
    "--from",
    "source",
    type=click.Path(path_type=Path, exists=True, dir_okay=False, allow_dash=True),
    metavar="FILE",
    help="File with a data set in the DICOM JSON model; - for standard input.",
)


def _keys_option(operation: str) -> Callable[[Command], Command]:
    """Add --keys to a command: the attributes of "Create" or "Set"."""

    def show(context: click.Context, parameter: click.Parameter, value: bool) -> None:
        if value and not context.resilient_parsing:
            for name, tag, kind in listing(getattr(_sop_class(), operation)):
                click.echo(f"{kind:3} {tag} {name}")
            context.exit()

    return click.option(
        "--keys",
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=show,
        help="List the attributes and exit without sending.",
    )


_attributes = click.argument("attributes", nargs=-1, metavar="[NAME=VALUE]...")
_uid_argument = click.argument("uid", callback=lambda _, __, value: _checked_uid(value))


def _checked_uid(value: str | None) -> str | None:
    if value is not None and not UID(value, IGNORE).is_valid:
        raise click.BadParameter(f"{value!r} is not a valid UID.")
    return value


_new_uid = click.option(
    "--uid",
    callback=lambda _, __, value: _checked_uid(value),
    help="SOP Instance UID of the step.  [default: a new UID]",
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
    """Create a step with the given attributes: N-CREATE.

    NAME is a keyword, or a path: ScheduledStepAttributesSequence.StudyInstanceUID=1.2.3.
    Prints the SOP Instance UID.
    """
    sop_class = _sop_class()
    base = None if source is None else read_json(source)
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
    """Start the step of a worklist item: N-CREATE in the state IN PROGRESS.

    --from reads a line printed by `iodize worklist --json`. An unscheduled step needs
    ScheduledStepAttributesSequence.StudyInstanceUID instead. Given attributes override the
    derived ones. Prints the SOP Instance UID.
    """
    sop_class = _sop_class()
    item = None if source is None else read_json(source)
    base = started(item, peer.calling_ae, datetime.now())
    request = attributes_of(sop_class.Create, attributes, sop_class.name, base)
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
    """Set the given attributes of a step: N-SET."""
    if not attributes and source is None:
        raise click.UsageError("Use NAME=VALUE or --from FILE.")
    sop_class = _sop_class()
    base = None if source is None else read_json(source)
    _set(peer, attributes_of(sop_class.Set, attributes, sop_class.name, base), uid)
    context.exit(peer.status)


def _ending(state: str) -> Callable[[Callable[..., None]], click.Command]:
    """Create the command for the transition to a final state."""

    def command(documented: Callable[..., None]) -> click.Command:
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
            help="File or folder of created instances, which are listed by series; may be"
            " repeated.",
        )
        @click.option(
            "--retrieve-ae",
            type=AeTitleType(),
            metavar="AE",
            help="AE title from which they can be retrieved.",
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
            from .arguments.instances import instance_files

            sop_class = _sop_class()
            files = [each.path for each in instance_files(paths)] if paths else []
            base = ended(state, datetime.now(), files, retrieve_ae or "")
            request = attributes_of(sop_class.Set, attributes, sop_class.name, base)
            _set(peer, request, uid)
            context.exit(peer.status)

        return end

    return command


@_ending(COMPLETED)
def complete() -> None:
    """Complete a step: N-SET to the state COMPLETED."""


@_ending(DISCONTINUED)
def discontinue() -> None:
    """Discontinue a step: N-SET to the state DISCONTINUED."""


def _sop_class() -> type[ModalityPerformedProcedureStep]:
    from ...services import ModalityPerformedProcedureStep

    return ModalityPerformedProcedureStep


def _create(peer: Peer, request: Any, uid: str | None) -> None:
    uid = uid or generate_uid(prefix=None)
    with (
        peer.report_failed_status(),
        peer.connect([request.sop_class]) as association,
    ):
        association.create(request, uid)
        click.echo(uid)


def _set(peer: Peer, request: Any, uid: str) -> None:
    with peer.report_failed_status(), peer.connect([request.sop_class]) as association:
        association.set(request, uid)
