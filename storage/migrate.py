"""Bringing the database to the form this version needs."""

from pathlib import Path
from typing import Literal

from sqlalchemy import inspect, text

from storage.store import Store
from storage.trouble import explaining

NEWEST = "0016"
FORM = Path(__file__).parent / "migrations"


def state(store: Store) -> Literal["empty", "older", "current", "newer"]:
    """How the database's form compares with this version's. Raises StoreTrouble."""
    with explaining(), store.engine.connect().execution_options(reading=True) as connection:
        if not inspect(connection).has_table("alembic_version"):
            return "empty"
        found = connection.execute(text("select version_num from alembic_version")).scalar() or ""
    if found == NEWEST:
        return "current"
    return "newer" if found > NEWEST else "older"


def migrate(store: Store) -> None:
    """Create or bring up to date the tables. Does nothing where they are current. Raises StoreTrouble."""
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"configure_logger": False})
    config.set_main_option("script_location", str(FORM).replace("%", "%%"))
    with explaining(), store.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def draft_step(store: Store, message: str) -> None:
    """Write the next step from what the nouns now say. For developers."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FORM))
    with store.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.revision(config, message, autogenerate=True, rev_id=f"{int(NEWEST) + 1:04d}")
