"""The server, with the library's own client over standard input and output."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Awaitable, Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from iodize import example

pytestmark = pytest.mark.skipif(find_spec("mcp") is None, reason="mcp is not installed")

Call = Callable[..., Awaitable[dict[str, Any]]]


def converse(talk: Callable[[Any, Call], Awaitable[None]], *options: str) -> None:
    """Start the server, and talk with it through a client."""
    mcp = import_module("mcp")
    stdio = import_module("mcp.client.stdio")

    async def run() -> None:
        server = stdio.StdioServerParameters(
            command=sys.executable,
            args=["-m", "iodize", "serve-standard", "--mcp", *options],
            env={**os.environ},
        )
        async with (
            stdio.stdio_client(server) as streams,
            mcp.ClientSession(*streams) as client,
        ):
            await client.initialize()

            async def call(tool: str, /, **arguments: Any) -> dict[str, Any]:
                result = await client.call_tool(tool, arguments)
                answer: dict[str, Any] = json.loads(result.content[0].text)
                return answer

            await talk(client, call)

    asyncio.run(asyncio.wait_for(run(), timeout=120))


def test_tools_are_described() -> None:
    async def talk(client: Any, call: Call) -> None:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}

        assert set(tools) == {
            "look_up",
            "attribute",
            "module",
            "iod",
            "condition",
            "values",
            "sop_class",
            "message",
            "validate_file",
            "example",
            "differences",
        }
        for tool in tools.values():
            assert len(tool.description) > 40
        described = tools["attribute"].model_dump(by_alias=True)["inputSchema"]
        assert set(described["properties"]) == {"name", "within"}
        assert described["required"] == ["name"]

    converse(talk)


def test_calls_are_answered(tmp_path: Path) -> None:
    path = tmp_path / "ct.dcm"
    dataset = example.build("CTImage")
    del dataset.KVP
    dataset.save_as(path, enforce_file_format=True)

    async def talk(client: Any, call: Call) -> None:
        attribute = await call("attribute", name="0010,0040", within="Patient")
        assert (
            attribute["rows"][0]["source"]["reference"] == "PS3.3 C.7.1.1 Table C.7-1"
        )
        assert "#para_" in attribute["rows"][0]["source"]["link"]
        iod = await call("iod", name="ct-image")
        assert iod["modules"][0]["keyword"] == "Patient"
        report = await call("validate_file", path=str(path))
        (finding,) = report["files"][0]["findings"]
        assert (finding["keyword"], finding["reference"]) == (
            "KVP",
            "PS3.3 C.8.2.1 Table C.8-3",
        )
        built = await call("example", name="CTImage")
        assert built["dataset"]["00080060"]["Value"] == ["CT"]
        wrong = await call("module", name="Pateint")
        assert "Patient" in wrong["similar"]
        again = await call("values", name="Modality", within="CT Image")
        assert again["values"][0]["table"] == "General Series"

    converse(talk)


def test_wrong_arguments_are_reported_and_the_server_continues() -> None:
    async def talk(client: Any, call: Call) -> None:
        result = await client.call_tool("attribute", {"nam": "PatientID"})
        assert result.model_dump(by_alias=True)["isError"]
        assert "Traceback" not in result.content[0].text
        assert (await call("look_up", name="PatientID"))["entries"]

    converse(talk)
