"""The stub of `iodize.validate` matches the function."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path

import iodize
from iodize.validation import api


def test_stub_has_the_signature_of_the_function() -> None:
    stub = Path(api.__file__).with_suffix(".pyi").read_text("utf-8")
    (stated,) = [
        node for node in ast.parse(stub).body if isinstance(node, ast.FunctionDef)
    ]
    source = ast.parse(inspect.getsource(iodize.validate)).body[0]
    assert isinstance(source, ast.FunctionDef)
    assert source.returns is not None
    assert stated.returns is not None

    assert ast.dump(stated.args) == ast.dump(source.args)
    assert ast.dump(stated.returns) == ast.dump(source.returns)
