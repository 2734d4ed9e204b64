"""The migrations: what they build is what the nouns say."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from storage import changes, passages, post
from storage.crm import NOUNS
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
