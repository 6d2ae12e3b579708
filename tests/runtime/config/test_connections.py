"""The table [network] of the settings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from iodize.config import files
from iodize.config.connections import OPTIONS, Connections
from iodize.config.errors import ConfigurationError


def loaded(folder: Path, text: str) -> Connections:
    path = folder / "iodize.toml"
    path.write_text(text, "utf-8")
    network = files.load(path).network
    assert network is not None
    return network


def test_options_of_a_system_override_those_of_all(tmp_path: Path) -> None:
    network = loaded(
        tmp_path,
        """
        [network]
        calling = "CT1"
        timeout = 5
        tls-key = "keys/ct1.pem"
        [network.hosts.pacs]
        host = "10.0.0.5"
        port = 104
        called = "PACS"
        timeout = 30
        """,
    )
    pacs = network.hosts["pacs"]
    assert (pacs.host, pacs.port) == ("10.0.0.5", 104)
    assert network.options_of("pacs") == {
        "calling": "CT1",
        "called": "PACS",
        "timeout": 30.0,
        "tls-key": str(tmp_path / "keys/ct1.pem"),
    }
    assert network.options_of("other")["timeout"] == 5.0


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("network = 1", "must be a table"),
        ("[network]\ncaling = 'A'", "did you mean 'calling'"),
        ("[network]\ncalling = 'A23456789012345678'", "1 to 16 characters"),
        ("[network]\ntimeout = 0", "positive number"),
        ("[network]\ncheck = 'of'", "did you mean 'off'"),
        ("[network]\ntls = 'yes'", "true or false"),
        ("[network.hosts.a]\nport = 104", "has no host"),
        ("[network.hosts.a]\nhost = 'h'", "has no port"),
        ("[network.hosts.a]\nhost = 'h'\nport = 70000", "at most 65535"),
        ("[network.hosts.a]\nhost = 'h'\nport = 1\npasscode = 'p'", "unknown key"),
    ],
)
def test_wrong_value_is_rejected(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        loaded(tmp_path, text)
    assert problem in f"{caught.value} {caught.value.hint}"


def test_options_are_those_of_the_commands() -> None:
    from iodize.cli.network.arguments.configured import _PARAMETERS
    from iodize.cli.network.echo import echo

    assert _PARAMETERS.keys() == OPTIONS.keys()
    options: dict[str | None, Any] = {each.name: each.opts for each in echo.params}
    for key, name in _PARAMETERS.items():
        assert f"--{key}" in options[name]
