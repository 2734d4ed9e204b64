"""Where Alembic meets the store: runs the steps on the connection it was given."""

from alembic import context

from storage.crm import NOUNS
from storage.record import Row

assert NOUNS, "every noun must be imported before its table is compared"
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Row.metadata,
    render_as_batch=True,
    include_name=lambda name, kind, _: not (kind == "table" and name and name.startswith("passage_words")),
)
with context.begin_transaction():
    context.run_migrations()
