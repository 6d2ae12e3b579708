"""Output of the response to a request: as text or as JSON."""

from __future__ import annotations

import json
from typing import Any

import click
from pydicom.dataset import Dataset

from ....dimse.services.attribute_lists import AttributeList
from ....dimse.services.outcomes import Outcome
from ....dimse.services.sop_classes import SopClass, statuses_of
from ....dimse.services.statuses import status_of
from ....render.wording import printable


def print_reply(
    sop_class: type[SopClass],
    service: str,
    response: AttributeList | Outcome,
    instance: str,
    *,
    as_json: bool,
) -> None:
    """Print the status, the SOP Instance UID and the attributes of a response.

    Args:
        response: The outcome of N-DELETE, or the reply of another service.
        instance: SOP Instance UID of the request.
    """
    if isinstance(response, Outcome):
        outcome, dataset = response, Dataset()
    else:
        code = response.status_code
        status = status_of(code, service, statuses_of(sop_class, service))
        outcome = Outcome(code, status)
        dataset = response.to_dataset()
        instance = response.sop_instance_uid or instance
    if as_json:
        facts: dict[str, Any] = {
            "sop_class_uid": sop_class.uid,
            "operation": service,
            "status": f"{outcome.code:04X}",
            "sop_instance_uid": instance,
            "attributes": dataset.to_json_dict(),
        }
        click.echo(json.dumps(facts))
        return
    click.echo(f"{service} of {sop_class.name}: {outcome}")
    click.echo(f"SOP Instance UID {instance}")
    for line in str(dataset).splitlines():
        click.echo(printable(line))
