"""Full text over the passages: FTS5 on SQLite, a tsvector on PostgreSQL."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SQLITE = (
    """CREATE VIRTUAL TABLE passage_words USING fts5(
        text, content='passages', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2')""",
    """CREATE TRIGGER passage_words_in AFTER INSERT ON passages BEGIN
        INSERT INTO passage_words(rowid, text) VALUES (new.id, new.text); END""",
    """CREATE TRIGGER passage_words_out AFTER DELETE ON passages BEGIN
        INSERT INTO passage_words(passage_words, rowid, text) VALUES ('delete', old.id, old.text); END""",
    """CREATE TRIGGER passage_words_new AFTER UPDATE OF text ON passages BEGIN
        INSERT INTO passage_words(passage_words, rowid, text) VALUES ('delete', old.id, old.text);
        INSERT INTO passage_words(rowid, text) VALUES (new.id, new.text); END""",
    "INSERT INTO passage_words(rowid, text) SELECT id, text FROM passages",
)
POSTGRESQL = (
    "ALTER TABLE passages ADD COLUMN words tsvector GENERATED ALWAYS AS (to_tsvector('english', text)) STORED",
    "CREATE INDEX passages_words ON passages USING gin (words)",
)


def upgrade() -> None:
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)
