"""Sends the results of handlers: answers to a query, replies of DIMSE-N."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from pydicom.dataset import Dataset
from pydicom.uid import UID

from ...data_sets import transfer
from ...dimse.checking import AnswerChecker
from ...dimse.services.attribute_lists import (
    AttributeList,
    FindRequest,
    GetRequest,
    data_set_of,
)
from ...dimse.services.statuses import Status
from ...statuses import CANCEL, SUCCESS
from ..link import checks
from ..link.statuses import PENDING
from .responding import Responder

if TYPE_CHECKING:
    from .request_context import Call


class Replies:
    """Sends the result of a handler.

    Args:
        check: Whether to check attribute lists, and log their findings.
    """

    def __init__(self, call: Call, respond: Responder, *, check: bool) -> None:
        self._call = call
        self._respond = respond
        self._check = check

    def find(self, query: AttributeList, result: Any) -> None:
        """Send the answers to a query, and the final response."""
        call = self._call
        answers: Any = iter(result if result is not None else ())
        checker = self._answer_checker(query)
        try:
            for answer in answers:
                if call.cancelled:
                    self._respond.final(CANCEL)
                    return
                if isinstance(answer, Status | int):
                    self._respond.final(answer)
                    return
                status, attributes = (
                    answer if isinstance(answer, tuple) else (PENDING, answer)
                )
                if not isinstance(attributes, (Dataset, query.reply)):
                    name = type(query).__qualname__
                    raise TypeError(f"{answer!r} is not an answer to {name}")
                self._respond.pending(status, self._encoded(attributes, checker))
        finally:
            if hasattr(answers, "close"):  # a generator may hold resources
                answers.close()
        self._respond.final(SUCCESS)

    def reply(self, request: AttributeList, result: Any) -> None:
        """Send the reply to a request of DIMSE-N."""
        if isinstance(result, tuple) and not isinstance(result, Status):
            status, attributes = result
        elif isinstance(result, AttributeList | Dataset):
            status, attributes = SUCCESS, result
        else:
            status, attributes = result, None
        data = None
        if attributes is not None:
            requested = request.tags if isinstance(request, GetRequest) else ()
            data = self._encoded(attributes, requested=requested)
        uid = getattr(attributes, "sop_instance_uid", "")
        self._respond.final(status, data, sop_instance_uid=uid)

    def _answer_checker(self, query: AttributeList) -> AnswerChecker | None:
        if not self._check or not isinstance(query, FindRequest):
            return None
        association = self._call.association
        negotiated = association.negotiated(self._call.abstract_syntax)
        return AnswerChecker(query, negotiated=negotiated)

    def _encoded(
        self,
        attributes: AttributeList | Dataset,
        checker: AnswerChecker | None = None,
        requested: Collection[int] = (),
    ) -> bytes:
        """Return encoded attributes, and log their findings.

        Args:
            checker: Checks answers of C-FIND against their query.
            requested: Tags that N-GET requested.
        """
        call = self._call
        syntax = UID(call.transfer_syntax_uid)
        if isinstance(attributes, Dataset):
            return transfer.encode(attributes, syntax)
        data = transfer.encode(data_set_of(attributes), syntax)
        if self._check:
            findings = checks.of_data(
                type(attributes), data, syntax, requested=requested, checker=checker
            )
            checks.log(f"own response to {call.service}", findings, call.logged)
        return data
