"""The migrations: what they build is what the nouns say."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text

import storage
from storage.merges import standing_of_all
from storage.merging import unmerge
from storage.migrate import FORM, migrate
from storage.record import Row
from storage.store import Store

HANDMADE = ("passage_words", "passages_words", "words")


@contextmanager
def at_revision(store: Store, revision: str) -> Iterator[Connection]:
    """A database as it was at that revision, to be filled with what was in it then."""
    config = Config(attributes={"configure_logger": False})
    config.set_main_option("script_location", str(FORM))
    with store.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        yield connection


def test_the_migrated_database_has_just_the_tables_and_columns_of_the_nouns(store: Store) -> None:
    for module in iter_modules(storage.__path__):
        import_module(f"storage.{module.name}")
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        found = compare_metadata(context, Row.metadata)
    assert [each for each in found if not any(name in repr(each) for name in HANDMADE)] == []


def test_discounts_that_were_kept_as_whole_percents_stay_what_they_were(tmp_path: Path) -> None:
    store = Store(tmp_path / "old.db")
    with at_revision(store, "0003") as connection:
        columns = "created_at, custom, number, quantity, discount"
        connection.execute(text(f"INSERT INTO quotes ({columns}) VALUES ('2026-11-20', '{{}}', 1, 2, 15)"))
    migrate(store)
    with store.read(datetime(2026, 11, 20, tzinfo=UTC)) as crm:
        assert crm.quotes.all()[0].discount == 15
    store.close()


def test_customers_that_were_merged_before_can_be_parted(tmp_path: Path) -> None:
    store = Store(tmp_path / "old.db")
    told = '{"into": 1, "moved": {"contact": [1]}, "filled": {"city": "Kiel", "custom": {}}, "gaps": {"city": null}}'
    with at_revision(store, "0006") as connection:
        for id, name, gone in ((1, "Globe", None), (2, "Glob", "2026-11-20")):
            connection.execute(
                text(
                    "INSERT INTO customers (id, name, name_fold, city, deleted_at, created_at, custom) "
                    "VALUES (:id, :name, lower(:name), 'Kiel', :gone, '2026-11-20', '{}')"
                ),
                {"id": id, "name": name, "gone": gone},
            )
        connection.execute(text(
            "INSERT INTO contacts (id, name, name_fold, customer_id, created_at, custom) "
            "VALUES (1, 'Dana', 'dana', 1, '2026-11-20', '{}')"
        ))  # fmt: skip
        connection.execute(
            text(
                "INSERT INTO changes (turn, at, action, kind, record_id, label, before, after) "
                "VALUES ('t', '2026-11-20', 'merged', 'customer', 2, 'Glob', :before, :after)"
            ),
            {"before": '{"deleted_at": null}', "after": told},
        )
    migrate(store)
    with store.begin(None, datetime(2026, 11, 24, tzinfo=UTC), "later") as crm:
        unmerge(crm, standing_of_all(crm.session)[0])
        globe, glob = crm.customers.all()
        assert (globe.city, glob.city, crm.contacts.all()[0].customer) == (None, "Kiel", glob)


def test_orders_and_quotes_over_one_product_get_a_line_that_says_the_same(tmp_path: Path) -> None:
    store = Store(tmp_path / "old.db")
    with at_revision(store, "0006") as connection:
        for statement in (
            "INSERT INTO products (id, created_at, custom, name, name_fold, stock) "
            "VALUES (3, '2026-11-20', '{}', 'A', 'a', 6)",
            "INSERT INTO orders (id, created_at, custom, product_id, quantity, amount, taken) "
            "VALUES (7, '2026-11-20', '{}', 3, 4, 4001, 4), (9, '2026-11-20', '{}', NULL, 1, 1200, 0)",
            "INSERT INTO quotes (created_at, custom, number, product_id, quantity, discount, amount) "
            "VALUES ('2026-11-20', '{}', 1, 3, 2, 1000, 1800)",
        ):
            connection.execute(text(statement))
    migrate(store)
    with store.begin(None, datetime(2026, 11, 21, tzinfo=UTC), "later") as crm:
        first, second = crm.orders.all()
        assert (first.number, [(each.label, each.amount, each.taken) for each in first.standing]) == (
            7,
            [("4 × A", Decimal("40.01"), 4)],
        )
        assert [each.amount for each in second.standing] == [Decimal(12)]
        (line,) = crm.quotes.all()[0].standing
        assert (line.price, line.discount, line.amount) == (Decimal(10), Decimal(10), Decimal(18))
        crm.orders.remove(first)
        assert crm.products.all()[0].stock == 10
    store.close()


def test_cases_that_were_open_before_they_had_a_clock_stay_due_when_they_were(tmp_path: Path) -> None:
    store = Store(tmp_path / "old.db")
    with at_revision(store, "0006") as connection:
        columns = "created_at, custom, number, subject, priority, status, opened_at, due_at"
        for number, due in ((1, "2026-11-21 09:00:00.000000"), (2, "2099-11-21 09:00:00.000000")):
            values = f"'2026-11-20', '{{}}', {number}, 'Jam', 'high', 'working', '2026-11-20 09:00:00.000000', '{due}'"
            connection.execute(text(f"INSERT INTO cases ({columns}) VALUES ({values})"))
    migrate(store)
    with store.read(datetime(2026, 11, 20, 12, tzinfo=UTC)) as crm:
        late, open_one = crm.cases.all()
        assert late.due_at == datetime(2026, 11, 21, 9, tzinfo=UTC)
        assert (late.alarm_at, open_one.alarm_at) == (None, open_one.opened_at)
        assert crm.case_clock.used(late) == timedelta(hours=3)
        assert {each.priority: each.resolution for each in crm.service_times.all()} == {
            "urgent": 240, "high": 1440, "normal": 4320, "low": 7200,
        }  # fmt: skip
    store.close()
