"""The server: answers over the Model Context Protocol, on standard input and output."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from importlib import import_module
from typing import Any, Final

from ..errors import IodizeError
from ..tables.editions import Edition
from .answers import Answer, Answers
from .differences import differences

INSTRUCTIONS: Final = (
    "Facts of the DICOM standard {edition}: look up attributes, modules, IODs, conditions,"
    " values, SOP classes and messages, validate files and build examples. Cite the"
    " `source` of each row: its reference and link."
)


def serve(edition: Edition, *, show_values: bool = False) -> None:
    """Answer requests until standard input is closed.

    Args:
        show_values: Whether findings contain values that identify a person.

    Raises:
        ModuleNotFoundError: The package `mcp` is not installed.
    """
    answers = Answers(edition, show_values=show_values)
    server = _server_class()(
        "iodize",
        instructions=INSTRUCTIONS.format(edition=edition.name),
        log_level="WARNING",
    )
    for tool in tools(answers):
        server.tool()(tool)
    server.run("stdio")


def tools(answers: Answers) -> list[Callable[..., Answer]]:
    """Return the functions that a client can call. They return errors as answers."""
    found = (
        answers.look_up,
        answers.attribute,
        answers.module,
        answers.iod,
        answers.condition,
        answers.values,
        answers.sop_class,
        answers.message,
        answers.validate_file,
        answers.example,
        differences,
    )
    return [_with_errors(each) for each in found]


def _with_errors(tool: Callable[..., Answer]) -> Callable[..., Answer]:
    @wraps(tool)
    def answer(*args: Any, **options: Any) -> Answer:
        try:
            return tool(*args, **options)
        except IodizeError as error:
            return {
                "error": str(error),
                "hint": error.hint,
                "similar": list(getattr(error, "similar", ())),
            }
        except LookupError as error:
            return {"error": str(error.args[0]), "hint": "", "similar": []}
        except OSError as error:
            reason = f"{error.filename}: {error.strerror}"
            return {"error": reason, "hint": "", "similar": []}

    return answer


def _server_class() -> Any:
    """Return the class of servers, whose name depends on the version of the library."""
    try:
        return import_module("mcp.server.mcpserver").MCPServer
    except ModuleNotFoundError:
        return import_module("mcp.server.fastmcp").FastMCP  # before version 2
