"""The migrations: what they build is what the nouns say."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import text

from storage import changes, passages, post
from storage.crm import NOUNS
from storage.migrate import FORM, migrate
from storage.record import Row
from storage.store import Store

HANDMADE = ("passage_words", "passages_words", "words")


def test_the_migrated_database_has_just_the_tables_and_columns_of_the_nouns(store: Store) -> None:
    assert NOUNS
    assert all(module for module in (changes, passages, post))
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        found = compare_metadata(context, Row.metadata)
    assert [each for each in found if not any(name in repr(each) for name in HANDMADE)] == []


def test_discounts_that_were_kept_as_whole_percents_stay_what_they_were(tmp_path: Path) -> None:
    store = Store(tmp_path / "old.db")
    config = Config(attributes={"configure_logger": False})
    config.set_main_option("script_location", str(FORM))
    with store.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0003")
        columns = "created_at, custom, number, quantity, discount"
        connection.execute(text(f"INSERT INTO quotes ({columns}) VALUES ('2026-11-20', '{{}}', 1, 2, 15)"))
    migrate(store)
    with store.read(datetime(2026, 11, 20, tzinfo=UTC)) as crm:
        assert crm.quotes.all()[0].discount == 15
    store.close()


def test_cases_that_were_open_before_they_had_a_clock_stay_due_when_they_were(tmp_path: Path) -> None:
    store = Store(tmp_path / "old.db")
    config = Config(attributes={"configure_logger": False})
    config.set_main_option("script_location", str(FORM))
    with store.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0006")
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
