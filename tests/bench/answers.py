"""Measures answers: `python -m tests.bench.answers` asks the demo company what was logged, and what never was.

The questions are in recall_questions.txt; three in five have an answer. Right is an answer whose first statement, or
one of whose four, comes from the passage that holds it; false is any answer to a question without one.
"""

import csv
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import storage.demo
from knowledge.encoder import Encoder
from knowledge.indexing import catch_up
from knowledge.question import Question
from knowledge.recall import Found, Recall
from storage.contacts import Contact
from storage.crm import Crm
from storage.customers import Customer
from storage.extracts import Scope
from storage.interactions import Interaction
from storage.migrate import migrate
from storage.store import Store

NOW = datetime(2026, 11, 23, tzinfo=UTC)
QUESTIONS = Path(__file__).parent / "recall_questions.txt"
INTERACTIONS = Path(storage.demo.__file__).parent / "interactions.csv"


class Asked(NamedTuple):
    """A question to one customer or, with none, to everyone; `holds` is in the passage that answers it, if any."""

    customer: str
    question: str
    holds: str


def main() -> None:
    """Print how many are answered, rightly at first, rightly among four, and how many falsely."""
    encoder = Encoder()
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "rapport.db")
        migrate(store)
        with store.begin(None, NOW, "demo") as crm:
            _load(crm)
        while catch_up(store, encoder, None):
            pass
        with store.read(NOW) as crm:
            told = [(asked, _answer(crm, encoder, asked)) for asked in _questions()]
        store.close()
    known = [(asked, found) for asked, found in told if asked.holds]
    unknown = [(asked, found) for asked, found in told if not asked.holds]
    print(f"answered {_share([bool(found) for _, found in known])} of {len(known)}")
    print(f"right at first {_share([_right(asked, found[:1]) for asked, found in known])}")
    print(f"right among four {_share([_right(asked, found) for asked, found in known])}")
    print(f"false {_share([bool(found) for _, found in unknown])} of {len(unknown)}")


def _answer(crm: Crm, encoder: Encoder, asked: Asked) -> list[Found]:
    customer = crm.customers.named(asked.customer)[0] if asked.customer else None
    scope = Scope(customer.id if customer else None)
    return Recall(crm, encoder, None).find(Question(asked.question, [asked.customer]), scope, 4)


def _right(asked: Asked, found: list[Found]) -> bool:
    return any(asked.holds.casefold() in each.text.casefold() for each in found)


def _share(hits: list[bool]) -> str:
    return f"{100 * sum(hits) / len(hits):.0f} %"


def _questions() -> Iterator[Asked]:
    for line in QUESTIONS.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            yield Asked(*(part.strip() for part in line.split("|")))


def _load(crm: Crm) -> None:
    customers: dict[str, Customer] = {}
    contacts: dict[tuple[str, str], Contact] = {}
    with INTERACTIONS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            home = customers.get(row["customer"]) or crm.customers.add(Customer(name=row["customer"]))
            customers[row["customer"]] = home
            key = (row["customer"], row["contact"])
            if row["contact"] and key not in contacts:
                contacts[key] = crm.contacts.add(Contact(name=row["contact"], customer=home))
            at = datetime.fromisoformat(row["happened_at"])
            crm.interactions.add(
                Interaction(
                    customer=home, contact=contacts.get(key), channel=row["channel"],
                    happened_at=at if at.tzinfo else at.replace(tzinfo=UTC), summary=row["summary"],
                )
            )  # fmt: skip


if __name__ == "__main__":
    main()
