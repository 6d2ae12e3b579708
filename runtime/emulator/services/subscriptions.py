"""Who is told of which workitems: PS3.4 CC.2.3, Table CC.2.3-2.

An application entity has a subscription to each workitem, or none; and it may be
subscribed to all that will come, or to those that match its keys.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pydicom.dataset import Dataset

from .register import Books, Managed

GLOBAL = "1.2.840.10008.5.1.4.34.5"
"""UPS Global Subscription SOP Instance: PS3.6 Table A-1."""
FILTERED = "1.2.840.10008.5.1.4.34.5.1"
"""UPS Filtered Global Subscription SOP Instance."""

Matches = Callable[[Dataset, Dataset], bool]
"""Whether a data set matches the keys, the first argument."""


class Subscriptions:
    """The subscriptions of all application entities, in one transaction."""

    def __init__(self, books: Books, matches: Matches) -> None:
        self._execute = books.execute
        self._matches = matches

    def created(self, item: Managed) -> None:
        """Subscribe to a new workitem who is subscribed to all, or to such as it."""
        for ae, lock, keys in self._execute(
            "SELECT ae, lock, filter FROM global_subscriptions ORDER BY lock"
        ).fetchall():
            if self._matches(Dataset.from_json(keys), item.dataset):
                self._put(ae, item.uid, lock)

    def subscribe(self, ae: str, item: Managed, lock: bool) -> None:
        """Subscribe to a workitem, or change the lock of the subscription."""
        self._put(ae, item.uid, lock)

    def subscribe_all(
        self, ae: str, items: Iterable[Managed], lock: bool, keys: Dataset | None
    ) -> list[Managed]:
        """Subscribe to all workitems, and to those that will come.

        Args:
            keys: Those that match only; all if None.

        Returns:
            The workitems that it was not subscribed to.
        """
        uid = GLOBAL if keys is None else FILTERED
        keys = Dataset() if keys is None else keys
        self._execute(
            "INSERT OR REPLACE INTO global_subscriptions (ae, uid, lock, filter)"
            " VALUES (?, ?, ?, ?)",
            (ae, uid, lock, keys.to_json()),
        )
        known = {
            uid
            for (uid,) in self._execute(
                "SELECT uid FROM subscriptions WHERE ae = ?", (ae,)
            )
        }
        new = [
            item
            for item in items
            if item.uid not in known and self._matches(keys, item.dataset)
        ]
        for item in new:
            self._put(ae, item.uid, lock)
        return new

    def unsubscribe(self, ae: str, uid: str) -> None:
        """End the subscription to a workitem."""
        self._execute("DELETE FROM subscriptions WHERE ae = ? AND uid = ?", (ae, uid))

    def unsubscribe_all(self, ae: str) -> None:
        """End all subscriptions: to what will come, and to each workitem."""
        self.suspend(ae)
        self._execute("DELETE FROM subscriptions WHERE ae = ?", (ae,))

    def suspend(self, ae: str) -> None:
        """Subscribe to no more workitems; what is subscribed to stays so."""
        self._execute("DELETE FROM global_subscriptions WHERE ae = ?", (ae,))

    def subscribers(self, uid: str) -> list[str]:
        """Return who is told of a workitem."""
        return [
            ae
            for (ae,) in self._execute(
                "SELECT ae FROM subscriptions WHERE uid = ? ORDER BY ae", (uid,)
            )
        ]

    def everybody(self) -> list[str]:
        """Return who has any subscription."""
        return [
            ae
            for (ae,) in self._execute(
                "SELECT ae FROM subscriptions"
                " UNION SELECT ae FROM global_subscriptions ORDER BY ae"
            )
        ]

    def _put(self, ae: str, uid: str, lock: bool) -> None:
        self._execute(
            "INSERT OR REPLACE INTO subscriptions (ae, uid, lock) VALUES (?, ?, ?)",
            (ae, uid, lock),
        )
