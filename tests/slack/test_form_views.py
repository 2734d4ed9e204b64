"""Forms over records of any content are what Slack takes, and change nothing where nobody touches them."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.slack.forms.answers import as_opened, compared
from bot.slack.forms.editing import EDIT
from bot.slack.forms.form import Occasion, view_of
from bot.slack.forms.guessing import Quoted, answers_from
from bot.slack.forms.registry import ALL
from bot.slack.typeahead import option_of
from bot.understanding.names.directory import Directory
from bot.workspace.blocks import check_blocks, check_view
from storage.crm import NOUNS, Crm
from storage.fields import Field
from storage.lookup import Lookup, is_found
from storage.people import Person
from storage.record import Record
from storage.store import Store

on_sqlite = pytest.mark.parametrize("store", ["sqlite"], indirect=True)
QUICK = settings(deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
KINDS = (
    "customer", "contact", "lead", "product", "deal", "case", "order", "quote", "interaction", "reminder", "campaign",
)  # fmt: skip
letters = st.characters(exclude_characters="\0", exclude_categories=["Cs"])
words = st.one_of(
    st.text(letters, min_size=1, max_size=90),
    st.sampled_from(
        ["<!channel>", "<https://evil.test|x>", "&lt;", '"\\' * 400, "ä\n" * 5000, " ", "\x07 bell", "😀" * 90]
    ),
)
VALUES: dict[str, Any] = {
    "text": words,
    "email": words,
    "phone": words,
    "money": st.decimals(Decimal(0), Decimal(10**9), places=2),
    "percent": st.decimals(Decimal(0), Decimal(100), places=2),
    "number": st.integers(0, 10**6),
    "date": st.dates(date(1950, 1, 1), date(2060, 1, 1)),
    "moment": st.integers(0, 2000).map(lambda hours: NOW - timedelta(hours=hours)),
}


def drawn(data: st.DataObject, field: Field, others: dict[str, Record]) -> Any:
    """Something for a field to hold."""
    if field.kind == "record":
        return others[field.of]
    return data.draw(st.sampled_from(field.choices) if field.kind == "choice" else VALUES[field.kind])


def made(data: st.DataObject, crm: Crm, kind: str, others: dict[str, Record]) -> Record:
    """A record with hostile words in it; of what may be empty, much is."""
    noun = NOUNS[kind]
    fields = [each for each in noun.FIELDS if not each.derived and each.name not in ("created_at", "pipeline")]
    told = [each for each in fields if noun.requires(each.name) or data.draw(st.booleans())]
    record: Record = crm.of(kind).add(noun(**{each.name: drawn(data, each, others) for each in told}))
    return record


@on_sqlite
@settings(QUICK, max_examples=5)
@given(data=st.data())
def test_every_form_over_every_record_is_taken_and_changes_nothing_untouched(data: st.DataObject, store: Store) -> None:
    with store.read(NOW) as crm:
        crm.actor = crm.people.add(Person(name=data.draw(words), email="p@rapport.test", time_zone="Asia/Kolkata"))
        others: dict[str, Record] = {"person": crm.actor}
        for kind in KINDS:
            others[kind] = made(data, crm, kind, others)
        for record in others.values():
            check(crm, record)
            if is_found(record.kind):
                [found] = Lookup(crm, record.kind).by_ids([record.id])
                assert check_blocks(menu([option_of(found)])) == []


def check(crm: Crm, record: Record) -> None:
    """Each form on a record is a view that Slack takes; that to edit it wants nothing changed."""
    occasion = Occasion("U1", "C1", "1.1", private=False, record={"kind": record.kind, "id": record.id})
    for form in ALL.values():
        view = view_of(form, crm, occasion)
        assert check_view(view) == []
        assert Occasion.of("U1", view["private_metadata"]).record == occasion.record
    view = view_of(EDIT, crm, occasion)
    opened, blocks = as_opened(view["blocks"]), {each.get("block_id") for each in view["blocks"]}
    entries = [each for each in EDIT.entries(crm, occasion) if each.name in blocks]
    told, before, wrong = compared(entries, opened, opened)
    assert [name for name in wrong if (opened[name]["entry"].get("value") or "").strip()] == []
    assert EDIT.intents(crm, occasion, told, before) == []


@on_sqlite
@settings(QUICK, max_examples=20)
@given(text=words, author=words, link=st.sampled_from(["", "https://x.test/archives/C1/p1"]))
def test_a_form_from_any_message_is_taken(text: str, author: str, link: str, store: Store) -> None:
    message = Quoted(text, author, "C1", "1795995342.940475", "1795995342.940475", link=link)
    with store.read(NOW) as crm:
        told = answers_from(crm, Directory(), message)
        for name in ("log", "case"):
            occasion = Occasion("U1", source=message.source, told=told, note=message.note())
            assert check_view(view_of(ALL[name], crm, occasion)) == []


def menu(options: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A menu of options that an app supplied, as one of its own, for the validator to look at."""
    select = {"type": "static_select", "action_id": "a", "options": options}
    return [{"type": "actions", "elements": [select]}]
