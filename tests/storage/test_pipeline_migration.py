"""What a database without pipelines becomes."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import text

from storage.migrate import FORM, migrate
from storage.stays import stays_of
from storage.store import Store

NOW = datetime(2026, 11, 20, tzinfo=UTC)
DEAL = """INSERT INTO deals (id, created_at, custom, name, name_fold, stage, probability)
    VALUES (:id, '2026-11-01 00:00:00.000000', '{}', :name, :name, :stage, :probability)"""
CHANGE = """INSERT INTO changes (turn, at, action, kind, record_id, label, before, after, undoes)
    VALUES (:turn, :at, 'updated', 'deal', 1, 'x', :before, :after, :undoes)"""


def change(turn: str, day: int, before: str, after: str, undoes: str | None = None) -> dict[str, object]:
    at = f"2026-11-{day:02d} 00:00:00.000000"
    return {"turn": turn, "at": at, "before": before, "after": after, "undoes": undoes}


def test_deals_keep_their_stages_chances_and_history(tmp_path: Path) -> None:
    store = Store(tmp_path / "old.db")
    config = Config(attributes={"configure_logger": False})
    config.set_main_option("script_location", str(FORM))
    with store.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0006")
        connection.execute(text(DEAL), {"id": 1, "name": "one", "stage": "proposal", "probability": 50})
        connection.execute(text(DEAL), {"id": 2, "name": "two", "stage": "proposal", "probability": 65})
        for each in (
            change("a", 5, '{"stage": "prospecting"}', '{"stage": "proposal"}'),
            change("b", 6, '{"stage": "proposal"}', '{"stage": "won"}'),
            change("c", 7, '{"stage": "won"}', '{"stage": "proposal"}', "b"),
            change("d", 8, '{"close_on": "2026-12-01"}', '{"close_on": "2026-12-09"}'),
        ):
            connection.execute(text(CHANGE), each)
    migrate(store)
    with store.read(NOW) as crm:
        one, two = crm.deals.all()
        assert [(each.chance, each.pipeline and each.pipeline.name) for each in (one, two)] == [
            (50, "Sales"), (65, "Sales")
        ]  # fmt: skip
        assert [(each.stage, each.until - each.since) for each in stays_of(crm.session, one)] == [
            ("prospecting", timedelta(days=4))
        ]
        assert one.postponed == 1
    store.close()
