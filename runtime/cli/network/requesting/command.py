"""The command `iodize request`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click
from click.shell_completion import CompletionItem
from pydicom.config import IGNORE
from pydicom.uid import UID, generate_uid

from ....dimse.services.attribute_lists import AttributeList, GetRequest
from ..arguments.assignments import attributes_of
from ..arguments.data_set_files import read_data_set
from ..arguments.keywords import Names, listing
from ..connecting import Peer
from ..peer_options import PeerCommand, peer_options
from .operations import (
    metas_of,
    normalized_keywords,
    request_class,
    requested_service,
    requested_sop_class,
    services_of,
)
from .replies import print_reply

if TYPE_CHECKING:
    from ....network import Association


def _complete_sop_class(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    beginning = incomplete.lower()
    return [
        CompletionItem(each)
        for each in normalized_keywords()
        if each.lower().startswith(beginning)
    ]


def _complete_operation(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    sop_class = requested_sop_class(context.params["sop_class"])
    names = (each.removeprefix("N-").lower() for each in services_of(sop_class))
    return [CompletionItem(each) for each in names if each.startswith(incomplete)]


@click.command(cls=PeerCommand)
@peer_options()
@click.argument("sop_class", metavar="SOPCLASS", shell_complete=_complete_sop_class)
@click.argument("operation", shell_complete=_complete_operation)
@click.argument("attributes", nargs=-1, metavar="[NAME[=VALUE]]...")
@click.option(
    "--instance",
    metavar="UID",
    help="SOP Instance UID.  [default: the well-known instance of the SOP class; a new UID"
    " for create]",
)
@click.option(
    "--action",
    default="",
    metavar="NAME|NUMBER",
    help="Action of N-ACTION.  [default: the only action of the SOP class]",
)
@click.option(
    "--data",
    "source",
    type=click.Path(path_type=Path, exists=True, dir_okay=False, allow_dash=True),
    metavar="FILE",
    help="DICOM file, or file with a data set in the DICOM JSON model, whose attributes are"
    " sent; - for JSON from standard input.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the response as JSON.")
@click.option(
    "--keys",
    "list_keys",
    is_flag=True,
    help="List the attributes of the request and exit without sending.",
)
@click.pass_context
def request(
    context: click.Context,
    peer: Peer,
    sop_class: str,
    operation: str,
    attributes: tuple[str, ...],
    instance: str | None,
    action: str,
    source: Path | None,
    as_json: bool,
    list_keys: bool,
) -> None:
    """Send a request of a normalized SOP class, current or retired.

    SOPCLASS is a keyword (BasicFilmSession), a name or a UID. OPERATION is create, set, get,
    delete or action. NAME=VALUE is an attribute of the request, by keyword or by path:
    ReferencedSOPSequence[0].ReferencedSOPInstanceUID=1.2.3. For get, NAME alone is a
    requested attribute; without any, all are requested. Prints the response.

    Exit status: 0 for success, possibly with a warning; 1 if the peer responded with a
    failure or violated the standard; 2 if the command failed.
    """
    found = requested_sop_class(sop_class)
    service = requested_service(found, operation)
    if action and service != "N-ACTION":
        raise click.UsageError("--action is an option of the operation action only.")
    message = request_class(found, service, action)
    if list_keys:
        listed = message.reply if issubclass(message, GetRequest) else message
        for name, tag, kind in listing(listed):
            click.echo(f"{kind:3} {tag} {name}")
        return
    made = _request(message, attributes, source)
    uid = _instance(instance, service, found.instance_uid)
    services = [found, *metas_of(found)]
    with peer.report_failed_status(), peer.connect(services) as association:
        response = _sent(association, service, made, uid)
        print_reply(found, service, response, uid, as_json=as_json)
    context.exit(peer.status)


def _request(
    message: type[AttributeList], texts: Iterable[str], source: Path | None
) -> AttributeList:
    """Return a request with attributes of arguments and of a file.

    Raises:
        click.UsageError: The operation has no attributes, or no values.
        IodizeError: A name or a value is not valid, or the file is not a data set.
    """
    texts = list(texts)
    title = f"{message.service} of {message.sop_class.name}"
    if issubclass(message, GetRequest):
        if source is not None or any("=" in text for text in texts):
            raise click.UsageError("get has names of attributes, without values.")
        names = Names(message.reply, title)
        return message(*(names.find(text)[0].path[0] for text in texts))
    if message.service == "N-DELETE":
        if texts or source is not None:
            raise click.UsageError("delete has no attributes.")
        return message()
    base = None if source is None else read_data_set(source)
    return attributes_of(message, texts, title, base)


def _instance(given: str | None, service: str, known: str | None) -> str:
    """Return the SOP Instance UID of a request.

    Raises:
        click.BadParameter: The given one is not valid.
        click.UsageError: The option is absent, and the SOP class has no well-known instance.
    """
    if given is not None:
        if not UID(given, IGNORE).is_valid:
            raise click.BadParameter(
                f"{given!r} is not a valid UID.", param_hint="'--instance'"
            )
        return given
    if known is not None:
        return known
    if service == "N-CREATE":
        return str(generate_uid(prefix=None))
    raise click.UsageError(
        "Use --instance UID: the SOP class has no well-known instance."
    )


def _sent(association: Association, service: str, made: AttributeList, uid: str) -> Any:
    """Send a request and return its outcome (N-DELETE) or its reply."""
    send = {
        "N-CREATE": association.create,
        "N-SET": association.set,
        "N-GET": association.get,
        "N-DELETE": association.delete,
        "N-ACTION": association.action,
    }[service]
    return cast(Any, send)(made, uid)
