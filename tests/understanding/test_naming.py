"""A deal keeps the name it is given, a quote its number, and looking at stages asks for no change of them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.understanding.slots.bearers import with_bearer, with_quote
from bot.understanding.slots.choices import read_choice
from bot.understanding.slots.naming import with_name
from bot.understanding.slots.pipelines import pipeline_told
from bot.understanding.slots.staging import with_stages
from storage.crm import Crm
from storage.store import Store
from tests.skills.house import NOW, colleagues
from tests.understanding.test_house import clause


@pytest.fixture
def crm(sqlite_template: Path, tmp_path: Path) -> Iterator[Crm]:
    path = tmp_path / "rapport.db"
    path.write_bytes(sqlite_template.read_bytes())
    store = Store(path)
    with store.begin(None, NOW, "setup") as crm:
        colleagues(crm)
    with store.read(NOW) as crm:
        yield crm
    store.close()


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("open a deal called winter warehouses for Kestrel, 40k", "winter warehouses"),
        ('new deal named "North Wing" for Kestrel closing in March', "North Wing"),
        ("call it Summer Lockers - new deal with Kestrel, 12k", "Summer Lockers"),
        ("a new deal titled Ferry Pier 4 over at Kestrel", "Ferry Pier 4"),
        ("we have a new deal Lab Lockers at Kestrel worth 8k", "Lab Lockers"),
        ("create an opportunity by the name of Lobby Refresh for Kestrel", "Lobby Refresh"),
        ("start a deal in the renewals pipeline called Care 2027 for Kestrel", "Care 2027"),
    ],
)
def test_a_deal_keeps_the_name_that_it_is_given(crm: Crm, said: str, name: str) -> None:
    assert with_name({}, clause(said, crm))["name"] == name


@pytest.mark.parametrize(
    "said", ["new deal at Kestrel, name it later", "open a deal for Kestrel. They called it urgent", "deal called off"]
)
def test_a_call_is_no_name(crm: Crm, said: str) -> None:
    assert "name" not in with_name({}, clause(said, crm))


@pytest.mark.parametrize(
    ("said", "told", "quantity"),
    [
        ("knock the care plan off quote 2", {"quantity": 2}, None),
        ("quote 1 needs 5 canopies too", {"quantity": 1}, 5),
        ("put 4 canopies on offer no. 31", {"quantity": 4}, 4),
    ],
)
def test_the_number_of_a_quote_counts_no_pieces(
    crm: Crm, said: str, told: dict[str, Any], quantity: int | None
) -> None:
    found = with_bearer(told, clause(said, crm))
    assert found["quote"] in said
    assert found["quote"][:5] in ("quote", "offer")
    assert found["quantity"] == quantity


def test_a_quote_on_paper_is_told_by_its_number_even_where_there_is_none(crm: Crm) -> None:
    assert with_quote({}, clause("print quote #2 for me", crm))["quote"] == "quote #2"
    assert with_quote({}, clause("print the quote for me", crm))["quote"] is None


@pytest.mark.parametrize(
    ("said", "stages"),
    [
        ("which stages do we have", None),
        ("drop engaging please", "drop engaging please"),
        ("We talked for hours. Please add a stage Legal with 60%.", "Please add a stage Legal with 60%"),
        ("add the stage Sign-off (90%)", "add the stage Sign-off (90%)"),
    ],
)
def test_stages_are_told_only_where_they_are_to_change(crm: Crm, said: str, stages: str | None) -> None:
    assert with_stages({"stages": said}, clause(said, crm))["stages"] == stages


def test_a_pipeline_is_not_called_by_small_words(crm: Crm) -> None:
    assert pipeline_told(clause("it should have its own pipeline: a 20, b 50", crm)) is None
    assert pipeline_told(clause("move it to another pipeline, the public sector one", crm)) == "public sector"


@pytest.mark.parametrize(
    ("said", "how"),
    [
        ("lose the Insights from that order", "remove"),
        ("no canopies on the quote please", "remove"),
        ("make it 12 terminals instead of 10", "set"),
        ("I made a mistake, it's 8 of them, not 6", "set"),
        ("chuck two more on the quote", "add"),
    ],
)
def test_what_happens_to_a_line_is_told_by_many_verbs(said: str, how: str) -> None:
    assert read_choice("how", said) == how
