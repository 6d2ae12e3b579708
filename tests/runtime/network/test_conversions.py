"""A query and its answers are converted once in each direction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from iodize.dimse.messages.command_sets import CommandSet
from iodize.dimse.queries.matcher import Matcher
from iodize.dimse.queries.matching import answers
from iodize.dimse.services.sides import Call
from iodize.network import connect, serve
from iodize.objects.typed import Typed
from iodize.services import ModalityWorklist as Worklist

from .samples import query_all, scheduled


class Worklists(Worklist.Provider):
    def find(self, query: Worklist.Query, call: Call, /) -> Iterator[Worklist.Answer]:
        yield from answers(query, [scheduled(1)])


@pytest.fixture
def counts(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    found: Counter[str] = Counter()

    def count(owner: type, name: str, label: str) -> None:
        wrapped: Callable[..., Any] = vars(owner)[name]
        function = getattr(wrapped, "__func__", wrapped)

        def counted(*arguments: Any, **options: Any) -> Any:
            found[label] += 1
            return function(*arguments, **options)

        bound: Any = classmethod(counted) if function is not wrapped else counted
        monkeypatch.setattr(owner, name, bound)

    count(CommandSet, "decode", "command sets decoded")
    count(Matcher, "__init__", "queries compiled")
    count(Typed, "to_dataset", "objects converted to data sets")
    return found


def test_answer_to_a_query_is_converted_once_on_each_side(
    counts: Counter[str],
) -> None:
    """The query by the SCU, the content by the SCP; each side compiles the query once."""
    with (
        serve(0, [Worklists()]) as server,
        connect("127.0.0.1", server.port, [Worklist]) as association,
    ):
        assert len(list(association.find(query_all()))) == 1

    assert counts == {
        "command sets decoded": 3,  # the request, a pending and the final response
        "queries compiled": 2,
        "objects converted to data sets": 2,
    }
