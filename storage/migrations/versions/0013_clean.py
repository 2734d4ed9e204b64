"""Clean records: the memory of merges, pairs that are not the same, and how values were written."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.columns import UTCDateTime

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

KINDS = ("customer", "contact", "lead")


def upgrade() -> None:
    merges = op.create_table(
        "merges",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("turn", sa.String(), nullable=False),
        sa.Column("at", UTCDateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), sa.ForeignKey("people.id")),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("merged_id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.JSON(), nullable=False) for name in ("moved", "filled", "differing", "newest")),
        sa.Column("parted_at", UTCDateTime(timezone=True)),
    )
    op.create_index("merges_of_kept", "merges", ["kind", "kept_id"])
    op.create_index("merges_of_merged", "merges", ["kind", "merged_id"])
    op.create_table(
        "distinctions",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("created_at", UTCDateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", UTCDateTime(timezone=True)),
        sa.Column("custom", sa.JSON(), nullable=False),
        *(
            sa.Column(f"{other}{kind}_id", sa.Integer(), sa.ForeignKey(f"{kind}s.id"), index=True)
            for kind in KINDS
            for other in ("", "other_")
        ),
    )
    for kind in KINDS:
        op.add_column(f"{kind}s", sa.Column("as_written", sa.JSON(), nullable=False, server_default="{}"))
    _remember(merges)


def _remember(merges: sa.Table) -> None:
    """Keep the merges that were told only by their change."""
    changes = sa.table(
        "changes",
        *(sa.column(name) for name in ("id", "turn", "by_id", "kind", "record_id", "action", "undoes")),
        sa.column("at", UTCDateTime()),
        sa.column("after", sa.JSON()),
    )
    connection = op.get_bind()
    undone = dict(
        iter(connection.execute(sa.select(changes.c.undoes, changes.c.at).where(changes.c.undoes.is_not(None))))
    )
    for row in connection.execute(sa.select(changes).where(changes.c.action == "merged")).mappings().all():
        if not row["after"] or "into" not in row["after"]:
            continue
        made = merges.insert().values(_row(row, undone)).returning(merges.c.id)
        after = {"into": row["after"]["into"], "merge": connection.execute(made).scalar_one()}
        connection.execute(changes.update().where(changes.c.id == row["id"]).values(after=after))


def _row(row: Any, undone: dict[str, Any]) -> dict[str, Any]:
    told = row["after"]
    before, custom = told.get("gaps", {}).get("custom") or {}, told.get("filled", {}).get("custom") or {}
    filled = {name: value for name, value in told.get("filled", {}).items() if name != "custom"}
    filled |= {f"custom:{name}": value for name, value in custom.items() if name not in before}
    return {
        **{name: row[name] for name in ("turn", "at", "by_id", "kind")},
        "kept_id": told["into"],
        "merged_id": row["record_id"],
        "moved": {f"{kind}.{row['kind']}_id": ids for kind, ids in told.get("moved", {}).items() if ids},
        "filled": filled,
        "differing": {},
        "newest": {},
        "parted_at": undone.get(row["turn"]),
    }
