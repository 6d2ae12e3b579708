import json

from iodize.export.json_text import to_json


def test_each_record_of_a_list_starts_a_line() -> None:
    value = [
        {"name": "µ", "values": ["a", "b"], "rows": [{"a": 1}, {"a": None}]},
        {"name": "n", "values": [], "rows": []},
    ]

    assert to_json(value) == (
        "[\n"
        ' {"name": "µ", "values": ["a", "b"], "rows": [\n'
        '  {"a": 1},\n'
        '  {"a": null}\n'
        " ]},\n"
        ' {"name": "n", "values": [], "rows": []}\n'
        "]\n"
    )
    assert json.loads(to_json(value)) == value
