"""Service times: how soon a case is to be solved, by its priority."""

from datetime import datetime, timedelta

SERVICE_HOURS = {"urgent": 4, "high": 24, "normal": 72, "low": 120}


def due_after(priority: str, opened_at: datetime) -> datetime:
    """When a case of that priority, opened then, is to be solved."""
    return opened_at + timedelta(hours=SERVICE_HOURS[priority])
