"""`iodize serve-standard`: answers of the standard for assistants."""

from __future__ import annotations

import click

from ..tables.editions import Edition
from .failures import require
from .options import edition_options


@click.command(epilog="""\b
    Examples:
      iodize serve-standard --mcp
      iodize serve-standard --mcp --definitions dicom_2025b
    """)
@click.option(
    "--mcp",
    "protocol",
    flag_value="mcp",
    required=True,
    help="Use the Model Context Protocol on standard input and output.",
)
@click.option(
    "--show-values",
    is_flag=True,
    help="Show values that identify a person in the findings of files.",
)
@edition_options
def serve_standard(protocol: str, show_values: bool, edition: Edition) -> None:
    """Answer questions of assistants about the standard.

    An assistant starts this command itself. It can look up attributes, modules, IODs,
    conditions, values, SOP classes and messages, validate files of this computer, and
    build examples. Each answer cites table and row. Stop it with Ctrl-C.
    """
    require(protocol, "mcp")
    from ..assistants import serve

    serve(edition, show_values=show_values)
