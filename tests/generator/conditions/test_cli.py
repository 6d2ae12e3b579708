"""`iodize condition` through its real entry point."""

import json
import subprocess
import sys
from pathlib import Path


def run(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "iodize", "condition", *arguments]
    return subprocess.run(
        command, input=stdin, capture_output=True, text=True, check=False, timeout=60
    )


def test_a_condition_is_printed_in_english() -> None:
    result = run("Required if KVP (0018,0060) is present. May be present otherwise.")

    assert result.stdout == "required if KVP is present; otherwise optional\n"
    assert result.returncode == 0


def test_a_data_set_gets_a_verdict(tmp_path: Path) -> None:
    file = tmp_path / "item.json"
    file.write_text('{"KVP": "120"}', "utf-8")

    result = run("Required if KVP (0018,0060) is present.", "--dataset", str(file))

    assert result.stdout.splitlines()[-1] == "required"


def test_batch_prints_one_verdict_per_line() -> None:
    text = "Required if KVP (0018,0060) is present."
    questions = [
        {"text": text, "type": "1C", "dataset": {"KVP": 120}, "context": {}},
        {"text": text, "type": "1C", "dataset": {}, "context": {}},
        {"text": "Required if it rained.", "type": "1C", "dataset": {}, "context": {}},
    ]

    result = run("--batch", stdin="\n".join(map(json.dumps, questions)))

    assert result.stdout.split() == ["required", "forbidden", "unknown"]


def test_bad_input_is_named() -> None:
    result = run("--batch", stdin="{}\nnonsense\n")

    assert result.returncode == 2
    assert "line 2" in result.stderr
    assert "Traceback" not in result.stderr


def test_text_outside_of_the_grammar_is_not_understood() -> None:
    assert "iodize did not understand" in run("Required if xyzzy.").stdout
