"""A snapshot loses nothing and adds nothing."""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from lxml import etree

from iodize.generator import snapshot
from iodize.generator.model import Attribute, Module, Part, Standard
from iodize.generator.snapshot import schema

from ..strategies import standards
from .samples import STANDARD

WHOLE_STANDARDS = settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

PRINT_SNAPSHOT = f"""
from {__package__}.samples import STANDARD
from iodize.generator.snapshot import render, schema
print(render(STANDARD), schema.render())
"""


@WHOLE_STANDARDS
@given(standards())
def test_written_model_is_read(standard: Standard) -> None:
    with TemporaryDirectory() as folder:
        edition = Path(folder) / standard.edition
        snapshot.write(standard, edition)

        assert snapshot.read(edition) == standard


@WHOLE_STANDARDS
@given(standards())
def test_schema_accepts_written_files(standard: Standard) -> None:
    relax_ng = etree.RelaxNG(etree.fromstring(schema.render()))

    for content in snapshot.render(standard).values():
        relax_ng.assertValid(etree.fromstring(content))


def test_sequences_may_nest_deeply(tmp_path: Path) -> None:
    attribute = Attribute("(0040,A730)", "Content Sequence")
    for _ in range(200):
        attribute = Attribute("(0040,A730)", "Content Sequence", content=(attribute,))
    module = Module("SR Document Content", "C.17-4", "C.17.3", (attribute,))
    standard = Standard("2023a", (Part(3, "2023a"),), modules=(module,))
    snapshot.write(standard, tmp_path / "2023a")

    assert snapshot.read(tmp_path / "2023a") == standard


def test_the_same_model_gives_the_same_bytes_in_every_process() -> None:
    outputs = {
        subprocess.run(
            [sys.executable, "-c", PRINT_SNAPSHOT],
            env=os.environ
            | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }

    assert len(outputs) == 1
    assert str(snapshot.render(STANDARD)).encode() in outputs.pop()
