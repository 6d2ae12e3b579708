"""The committed schema matches the model, and rejects everything else."""

from pathlib import Path

import pytest
from lxml import etree

from iodize.generator import snapshot
from iodize.generator.snapshot import schema

from .samples import STANDARD

COMMITTED = Path(__file__).parents[3] / "standard_xml" / schema.FILE_NAME

PART03 = snapshot.render(STANDARD)["part03.xml"].decode()


@pytest.fixture(scope="module")
def relax_ng() -> etree.RelaxNG:
    return etree.RelaxNG(etree.fromstring(COMMITTED.read_bytes()))


def test_the_committed_schema_is_that_of_the_model() -> None:
    assert COMMITTED.read_bytes() == schema.render()


@pytest.mark.parametrize(
    "file", ["part03.xml", "part04.xml", "part06.xml", "part07.xml"]
)
def test_a_written_part_is_valid(relax_ng: etree.RelaxNG, file: str) -> None:
    relax_ng.assertValid(etree.fromstring(snapshot.render(STANDARD)[file]))


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        pytest.param('type="2"', 'type="4"', id="unknown type"),
        pytest.param('usage="M"', 'usage="m"', id="unknown usage"),
        pytest.param("(0010,0040)", "(0010,004G)", id="bad tag"),
        pytest.param('section="C.7.1.1"', 'section="C 7"', id="bad section"),
        pytest.param('"2023a"', '"2023z"', id="bad edition"),
        pytest.param('enumerated="true"', 'enumerated="yes"', id="bad truth value"),
        pytest.param("<include ", "<includes ", id="unknown element"),
        pytest.param(' tag="(0010', ' tagg="(0010', id="unknown attribute"),
        pytest.param(' term="M"', "", id="missing attribute"),
        pytest.param("</terms>", "M or F</terms>", id="text"),
        pytest.param('number="3"', 'number="5"', id="unknown part"),
        pytest.param('number="3"', 'number="6"', id="content of another part"),
    ],
)
def test_element_without_a_class_is_rejected(
    relax_ng: etree.RelaxNG, right: str, wrong: str
) -> None:
    assert right in PART03

    assert not relax_ng.validate(
        etree.fromstring(PART03.replace(right, wrong).encode())
    )
