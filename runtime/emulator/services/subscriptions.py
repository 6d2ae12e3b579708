"""Subscriptions to event reports of workitems: PS3.4 CC.2.3, Table CC.2.3-2.

An application entity is subscribed to single workitems. It can also have a global
subscription, to all future workitems or to those that match its keys.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pydicom.dataset import Dataset

from ..data.managed_instances import ManagedInstance, RegisterTransaction

GLOBAL = "1.2.840.10008.5.1.4.34.5"
"""UPS Global Subscription SOP Instance: PS3.6 Table A-1."""
FILTERED = "1.2.840.10008.5.1.4.34.5.1"
"""UPS Filtered Global Subscription SOP Instance."""

Matches = Callable[[Dataset, Dataset], bool]
"""True if a data set, the second argument, matches the keys."""


class Subscriptions:
    """The subscriptions of all application entities, within a transaction."""

    def __init__(self, register: RegisterTransaction, matches: Matches) -> None:
        self._execute = register.execute
        self._matches = matches

    def created(self, item: ManagedInstance) -> None:
        """Subscribe the global subscribers whose keys match to a new workitem."""
        for ae, lock, keys in self._execute(
            "SELECT ae, lock, filter FROM global_subscriptions ORDER BY lock"
        ).fetchall():
            if self._matches(Dataset.from_json(keys), item.dataset):
                self._put(ae, item.uid, lock)

    def subscribe(self, ae: str, item: ManagedInstance, lock: bool) -> None:
        """Subscribe to a workitem, or change the deletion lock."""
        self._put(ae, item.uid, lock)

    def subscribe_all(
        self,
        ae: str,
        items: Iterable[ManagedInstance],
        lock: bool,
        keys: Dataset | None,
    ) -> list[ManagedInstance]:
        """Subscribe to all present and future workitems.

        Args:
            keys: Keys that the workitems must match; all match if None.

        Returns:
            The present workitems that it was not subscribed to.
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
        """End the global subscription and those to workitems."""
        self.suspend(ae)
        self._execute("DELETE FROM subscriptions WHERE ae = ?", (ae,))

    def suspend(self, ae: str) -> None:
        """End the global subscription only; those to workitems remain."""
        self._execute("DELETE FROM global_subscriptions WHERE ae = ?", (ae,))

    def subscribers(self, uid: str) -> list[str]:
        """Return the AE titles that are subscribed to a workitem."""
        return [
            ae
            for (ae,) in self._execute(
                "SELECT ae FROM subscriptions WHERE uid = ? ORDER BY ae", (uid,)
            )
        ]

    def all_subscribers(self) -> list[str]:
        """Return the AE titles with any subscription."""
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
