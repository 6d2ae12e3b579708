from iodize.generator.docbook.xml.arrangement import Arrangement, Shape, arrange

TYPED = ("Attribute Name", "Tag", "Type", "Attribute Description")
UNTYPED = ("Attribute Name", "Tag", "Attribute Description")
SHAPES = (Shape(TYPED, r".+ Module Attributes"), Shape(UNTYPED, r".+ Keys"))


def test_known_columns_need_no_arrangement() -> None:
    assert arrange(TYPED, "Any", SHAPES) is None
    assert arrange(UNTYPED, "Patient Module Attributes", SHAPES) is None


def test_moved_and_respelled_columns_are_found() -> None:
    published = ("TAG", "Attribute name", "Type", "Attribute Description")

    assert arrange(published, "Any", SHAPES) == Arrangement(TYPED, (1, 0, 2, 3), ())


def test_added_column_is_not_read() -> None:
    published = ("Attribute Name", "Keyword", "Tag", "Attribute Description")

    found = arrange(published, "Any", SHAPES)

    assert found == Arrangement(UNTYPED, (0, 2, 3), ("Keyword",))


def test_caption_decides_between_shapes() -> None:
    published = ("Attribute Name", "Tag", "Kind", "Attribute Description")

    assert arrange(published, "Patient Module Attributes", SHAPES) is None


def test_other_columns_are_left_as_they_are() -> None:
    assert arrange(("Code", "Meaning", "Note"), "Any", SHAPES) is None
    assert arrange(("Tag", "Tag", "Type", "Attribute Name"), "Any", SHAPES) is None
