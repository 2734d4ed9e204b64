"""Days and moments compared: a date means its whole day in the asker's zone."""

from datetime import date, datetime, time, timedelta

from sqlalchemy import and_, or_

from storage.comparison import OPERATORS, Comparison, Criterion


def compare_time(comparison: Comparison) -> Criterion:
    """A date means its whole day in the asker's zone, so `<=` includes it and `>` begins after it."""
    if comparison.op not in OPERATORS:
        raise comparison.wrong("a time is compared by =, !=, >, >=, < or <=")
    if comparison.known.field.kind == "date":
        return comparison.against(_moment(comparison).date())
    start = _moment(comparison).replace(tzinfo=comparison.scope.zone)
    end = start + timedelta(minutes=1)
    if isinstance(comparison.value, dict) or len(str(comparison.value)) <= len("2026-01-01"):
        end = datetime.combine(start.date() + timedelta(days=1), time(), comparison.scope.zone)
    return _within(comparison, start, end)


def _within(comparison: Comparison, start: datetime, end: datetime) -> Criterion:
    column, op = comparison.column, comparison.op
    if op in ("=", "!="):
        inside = and_(column >= start, column < end)
        return inside if op == "=" else or_(column < start, column >= end, column.is_(None))
    edge = start if op in (">=", "<") else end
    if op in (">", ">="):
        return column >= edge  # type: ignore[no-any-return]
    return or_(column < edge, column.is_(None)) if comparison.long_ago else column < edge


def _moment(comparison: Comparison) -> datetime:
    if isinstance(comparison.value, dict) and "days_ago" in comparison.value:
        today = comparison.scope.crm.now.astimezone(comparison.scope.zone).date()
        return datetime.combine(today - timedelta(days=int(comparison.value["days_ago"])), time())
    if isinstance(comparison.value, datetime | date):
        return datetime.fromisoformat(comparison.value.isoformat()).replace(tzinfo=None)
    try:
        return datetime.fromisoformat(str(comparison.value)).replace(tzinfo=None)
    except ValueError:
        raise comparison.wrong("a date looks like 2026-11-24") from None
