"""The names in conditions: attributes, modules, macros."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property

from attrs import define, field

from iodize.conditions.expressions import Expression

from .sentences import Sentence

_LETTERS = re.compile(r"[^a-z0-9]+")


def folded(name: str) -> str:
    """Normalize a name: remove case, spaces and punctuation."""
    return _LETTERS.sub("", name.lower())


@define
class Vocabulary:
    """The names that can occur in conditions."""

    tags: Mapping[str, str]
    """Keywords by tag: "(0008,0060)"."""
    names: Mapping[str, str]
    """Keywords by folded attribute name."""
    vrs: Mapping[str, str]
    """Value representations by keyword."""
    modules: Mapping[str, str] = field(factory=dict)
    """Classes by folded name of the module."""
    groups: Mapping[str, str] = field(factory=dict)
    """Classes by folded name of the functional group macro."""
    sop_classes: Mapping[str, str] = field(factory=dict)
    """UIDs by folded name of the SOP class."""
    expressions: dict[Sentence, Expression] = field(factory=dict)
    """The conditions that were read with these names."""

    def tag_of(self, keyword: str) -> str:
        """Return the tag of an attribute as a value of VR AT: "00189087"."""
        return self._tag_values.get(keyword, "")

    @cached_property
    def _tag_values(self) -> Mapping[str, str]:
        return {
            keyword: tag.strip("()").replace(",", "")
            for tag, keyword in self.tags.items()
        }

    @classmethod
    def of(
        cls,
        elements: Iterable[tuple[str, str, str, str]],
        modules: Mapping[str, str],
        groups: Mapping[str, str],
        sop_classes: Mapping[str, str],
    ) -> Vocabulary:
        """Make a vocabulary.

        Args:
            elements: Tag, keyword, name and VR of each data element.
        """
        rows = [*elements]
        return cls(
            tags={tag: keyword for tag, keyword, _, _ in rows if keyword},
            names={
                # "the SOP Class is …" refers to the UID
                "sopclass": "SOPClassUID",
                **{folded(name): keyword for _, keyword, name, _ in rows if keyword},
            },
            vrs={keyword: vr for _, keyword, _, vr in rows},
            modules={folded(name): found for name, found in modules.items()},
            groups={folded(name): found for name, found in groups.items()},
            sop_classes={folded(name): uid for name, uid in sop_classes.items()},
        )
