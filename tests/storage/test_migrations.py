"""The migrations: what they build is what the nouns say."""

from datetime import UTC, datetime
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import text

from storage import changes, merges, passages, post
from storage.crm import NOUNS
from storage.migrate import FORM, migrate
from storage.record import Row
from storage.store import Store

HANDMADE = ("passage_words", "passages_words", "words")


def test_the_migrated_database_has_just_the_tables_and_columns_of_the_nouns(store: Store) -> None:
    assert NOUNS
    assert all(module for module in (changes, merges, passages, post))
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
