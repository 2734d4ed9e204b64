"""News: what a row says that its record does not say yet."""

from typing import Any

from storage.changes import plain
from storage.exchange.directory import Directory
from storage.exchange.drafts import Draft
from storage.exchange.keys import Values
from storage.exchange.nouns import attribute, columns_of

LONGEST = 40
INNER = ("custom", "name_fold", "as_written")
"""Columns that are not shown as such."""


def news_of(draft: Draft, record: Values) -> Draft:
    """The columns of the draft that the record does not say already."""
    news = {name: value for name, value in draft.items() if name != "custom" and value != record[name]}
    custom: dict[str, Any] = record["custom"]
    if any(str(value) != str(custom.get(name)) for name, value in draft["custom"].items()):
        news["custom"] = {**custom, **draft["custom"]}
    if news.get("as_written"):
        news["as_written"] = {**record["as_written"], **draft["as_written"]}
    if record["deleted_at"]:
        news["deleted_at"] = None
    return {name: value for name, value in news.items() if not (name == "name_fold" and "name" in news)}


def example(directory: Directory, kind: str, record: Values, news: Draft) -> str:
    """A record with what would change in it, before and after: `Fjordline Ferries: city Bergen → Oslo`."""
    called = next((record[name] for name in ("name", "title", "subject", "about", "summary") if name in record), "")
    pairs = [(name, record[name], value) for name, value in news.items() if name not in INNER]
    custom, fresh = record["custom"], news.get("custom", {})
    pairs += [(name, custom.get(name), value) for name, value in fresh.items() if value != custom.get(name)]
    pointers = {attribute(field): field for field in columns_of(kind) if field.of}
    told = []
    for name, before, after in pairs:
        field = pointers.get(name)
        said = [_said(_called(directory, field.of, each) if field else each) for each in (before, after)]
        told.append("brought back" if name == "deleted_at" else f"{field.name if field else name} {' → '.join(said)}")
    return f"{_said(called or record['id'])}: {', '.join(told)}"


def _called(directory: Directory, kind: str, id: int | None) -> str | None:
    entry = directory.entry(kind, id)
    return entry.name if entry else None


def _said(value: Any) -> str:
    text = "nothing" if value in (None, "") else " ".join(str(plain(value)).split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
