import json

from iodize.export.layout import laid_out


def test_each_record_of_a_list_has_a_line_of_its_own() -> None:
    value = [
        {"name": "µ", "values": ["a", "b"], "rows": [{"a": 1}, {"a": None}]},
        {"name": "n", "values": [], "rows": []},
    ]

    assert laid_out(value) == (
        "[\n"
        ' {"name": "µ", "values": ["a", "b"], "rows": [\n'
        '  {"a": 1},\n'
        '  {"a": null}\n'
        " ]},\n"
        ' {"name": "n", "values": [], "rows": []}\n'
        "]\n"
    )
    assert json.loads(laid_out(value)) == value
