"""The census: once a day it is written down how many customers each segment has."""

from collections.abc import Callable
from datetime import UTC, date, datetime

from skills.growth import measure_all
from storage.store import Store


class Census:
    """Counts the segments when a day begins, by UTC; what was shown on that day is counted already."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self.store = store
        self.now = now
        self._counted: date | None = None

    def count(self) -> None:
        """Count if this day was not counted yet."""
        now = self.now()
        today = now.astimezone(UTC).date()
        if today == self._counted:
            return
        with self.store.begin(None, now, f"census-{today}") as crm:
            measure_all(crm)
        self._counted = today
