"""Findings about messages that no walk over a data set makes."""

from __future__ import annotations

from pydicom.datadict import keyword_for_tag

from ...findings.codes import Code
from ...findings.finding import Finding, format_tag


def message_finding(
    code: Code,
    subject: str,
    message: str,
    *,
    tag: int | None = None,
    reference: str = "",
    suggestion: str = "",
) -> Finding:
    """Return a finding about a message, or one of its elements.

    Args:
        subject: Name of the message or SOP class: "N-SET of Printer".
        tag: The element; None if the finding concerns the whole message.
        reference: The reference of the code if empty.
    """
    keyword = "" if tag is None else keyword_for_tag(tag)
    return Finding(
        code.severity,
        code.name,
        tag,
        keyword,
        keyword or ("" if tag is None else format_tag(tag)),
        subject,
        message,
        reference or code.reference,
        suggestion=suggestion,
    )
