"""The records: every noun, and the tables of changes, passages, threads and the post."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.columns import Money, UTCDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

KINDS: dict[str, Any] = {
    "text": sa.String(),
    "number": sa.Integer(),
    "money": Money(),
    "moment": UTCDateTime(timezone=True),
    "day": sa.Date(),
    "json": sa.JSON(),
    "flag": sa.Boolean(),
    "blob": sa.LargeBinary(),
}
NOUN = "id:number! created_at:moment! deleted_at:moment custom:json!"
NAMED = f"{NOUN} name:text! name_fold:text!"
TABLES: dict[str, str] = {
    "campaigns": f"{NAMED} channel:text status:text! segment:text budget:money starts_on:day ends_on:day",
    "inbox": "id:text! form:text! body:json! received_at:moment! status:text! attempts:number! error:text",
    "outbox": ""
    "id:text! key:text! channel:text! thread:text reply:json! status:text! attempts:number! "
    "created_at:moment! first_try:moment last_try:moment not_before:moment posted:text error:text",
    "passages": ""
    "id:number! kind:text! record_id:number! customer_id:number contact_id:number at:moment! "
    "text:text! revision:number! live:flag! model:text embedded:number vector:blob",
    "people": f"{NAMED} email:text! team:text role:text! time_zone:text! slack_user:text",
    "products": f"{NAMED} price:money stock:number vendor:text category:text description:text currency:text",
    "segments": f"{NAMED} filters:json!",
    "threads": "key:text! memory:json! updated_at:moment!",
    "changes": ""
    "id:number! turn:text! at:moment! by_id:number>people action:text! kind:text! "
    "record_id:number! label:text! before:json after:json undoes:text",
    "customers": f"{NAMED} "
    "industry:text city:text country:text website:text phone:text owner_id:number>people "
    "segment:text tag:text revenue:money employees:number health:number",
    "goals": f"{NOUN} metric:text! entity:text target:money! starts_on:day ends_on:day owner_id:number>people",
    "index_tasks": "passage_id:number!>passages revision:number!",
    "leads": f"{NAMED} "
    "company:text status:text! source:text owner_id:number>people score:number email:text "
    "phone:text interest:text",
    "channel_links": f"{NOUN} channel:text! customer_id:number!>customers",
    "contacts": f"{NAMED} customer_id:number>customers title:text email:text phone:text birthday:day",
    "deals": f"{NAMED} "
    "customer_id:number>customers stage:text! amount:money owner_id:number>people "
    "product_id:number>products source:text close_on:day closed_at:moment probability:number "
    "reason:text currency:text",
    "orders": f"{NOUN} "
    "customer_id:number>customers product_id:number>products quantity:number! amount:money "
    "ordered_on:day currency:text",
    "quotes": f"{NOUN} "
    "number:number! customer_id:number>customers product_id:number>products quantity:number! "
    "discount:number amount:money valid_until:day currency:text",
    "reminders": f"{NOUN} "
    "about:text! due_at:moment! every:text zone:text! customer_id:number>customers "
    "person_id:number!>people by_id:number>people status:text! occurrence:number! told_at:moment "
    "channel:text thread:text",
    "suggestions": f"{NOUN} "
    "customer_id:number>customers person_id:number>people rule:text! advice:text! reason:text! "
    "evidence:json! status:text! decided_at:moment",
    "cases": f"{NOUN} "
    "number:number! subject:text! customer_id:number>customers contact_id:number>contacts "
    "product_id:number>products priority:text! status:text! assignee_id:number>people "
    "opened_at:moment! due_at:moment closed_at:moment resolution:text",
    "interactions": f"{NOUN} "
    "customer_id:number>customers contact_id:number>contacts channel:text! happened_at:moment! "
    "by_id:number>people sentiment:text summary:text! said:text",
    "preferences": f"{NOUN} contact_id:number>contacts customer_id:number>customers text:text!",
    "comments": f"{NOUN} case_id:number!>cases text:text! by_id:number>people at:moment!",
    "feedback": f"{NOUN} "
    "customer_id:number>customers contact_id:number>contacts case_id:number>cases score:number! "
    "scale:text! comment:text given_at:moment!",
}
"""Each table's columns as `name:kind`, `!` where they must be filled, `>table` where they point to another."""

KEYS = {"threads": "key", "index_tasks": "passage_id"}
"""The primary keys that are not `id`."""

UNIQUE: dict[str, tuple[tuple[str, ...], ...]] = {
    "outbox": (("key",),),
    "passages": (("kind", "record_id"),),
    "people": (("email",),),
    "quotes": (("number",),),
    "cases": (("number",),),
}

INDEXES: tuple[tuple[str, str, Sequence[str]], ...] = (
    ("ix_campaigns_name_fold", "campaigns", ["name_fold"]),
    ("ix_cases_assignee_id", "cases", ["assignee_id"]),
    ("ix_cases_contact_id", "cases", ["contact_id"]),
    ("ix_cases_customer_id", "cases", ["customer_id"]),
    ("ix_cases_status", "cases", ["status"]),
    ("changes_by", "changes", ["by_id", "id"]),
    ("changes_of_record", "changes", ["kind", "record_id"]),
    ("ix_changes_turn", "changes", ["turn"]),
    ("ix_changes_undoes", "changes", ["undoes"]),
    ("ix_channel_links_channel", "channel_links", ["channel"]),
    ("ix_comments_case_id", "comments", ["case_id"]),
    ("ix_contacts_customer_id", "contacts", ["customer_id"]),
    ("ix_contacts_email", "contacts", ["email"]),
    ("ix_contacts_name_fold", "contacts", ["name_fold"]),
    ("ix_customers_industry", "customers", ["industry"]),
    ("ix_customers_name_fold", "customers", ["name_fold"]),
    ("ix_customers_owner_id", "customers", ["owner_id"]),
    ("ix_deals_customer_id", "deals", ["customer_id"]),
    ("ix_deals_name_fold", "deals", ["name_fold"]),
    ("ix_deals_owner_id", "deals", ["owner_id"]),
    ("ix_deals_stage", "deals", ["stage"]),
    ("ix_feedback_customer_id", "feedback", ["customer_id"]),
    ("inbox_waiting", "inbox", ["status", "received_at"]),
    ("interactions_of_contact", "interactions", ["contact_id", "happened_at"]),
    ("interactions_of_customer", "interactions", ["customer_id", "happened_at"]),
    ("ix_interactions_by_id", "interactions", ["by_id"]),
    ("ix_interactions_happened_at", "interactions", ["happened_at"]),
    ("ix_leads_name_fold", "leads", ["name_fold"]),
    ("ix_leads_owner_id", "leads", ["owner_id"]),
    ("ix_leads_status", "leads", ["status"]),
    ("ix_orders_customer_id", "orders", ["customer_id"]),
    ("ix_orders_ordered_on", "orders", ["ordered_on"]),
    ("ix_orders_product_id", "orders", ["product_id"]),
    ("outbox_waiting", "outbox", ["status", "not_before"]),
    ("ix_passages_contact_id", "passages", ["contact_id"]),
    ("ix_passages_customer_id", "passages", ["customer_id"]),
    ("ix_people_name_fold", "people", ["name_fold"]),
    ("ix_people_slack_user", "people", ["slack_user"]),
    ("ix_preferences_contact_id", "preferences", ["contact_id"]),
    ("ix_preferences_customer_id", "preferences", ["customer_id"]),
    ("ix_products_name_fold", "products", ["name_fold"]),
    ("ix_quotes_customer_id", "quotes", ["customer_id"]),
    ("ix_reminders_customer_id", "reminders", ["customer_id"]),
    ("ix_reminders_person_id", "reminders", ["person_id"]),
    ("reminders_due", "reminders", ["status", "due_at"]),
    ("ix_segments_name_fold", "segments", ["name_fold"]),
    ("ix_suggestions_customer_id", "suggestions", ["customer_id"]),
)


def upgrade() -> None:
    for table, columns in TABLES.items():
        unique = [sa.UniqueConstraint(*names) for names in UNIQUE.get(table, ())]
        op.create_table(table, *(_column(table, told) for told in columns.split()), *unique)
    for name, table, columns_of in INDEXES:
        op.create_index(name, table, list(columns_of))


def _column(table: str, told: str) -> sa.Column[Any]:
    words, _, target = told.partition(">")
    name, _, kind = words.partition(":")
    keys = [sa.ForeignKey(f"{target}.id")] if target else []
    is_key = name == KEYS.get(table, "id")
    return sa.Column(name, KINDS[kind.rstrip("!")], *keys, primary_key=is_key, nullable=not kind.endswith("!"))
