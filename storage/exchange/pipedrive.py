"""The preset for exports of Pipedrive, whose columns say whose they are: `Deal - Title`, `Person - Name`."""

from storage.exchange.sheets import Cells, Preset, Sheet, worded
from storage.exchange.tables import Table
from storage.folding import fold

ORGANIZATIONS, PERSONS, DEALS = ("Organization",), ("Person",), ("Deal",)
STAGES = {
    "qualified": "prospecting", "lead in": "prospecting", "contact made": "engaging", "demo scheduled": "engaging",
    "needs defined": "engaging", "proposal made": "proposal", "negotiations started": "negotiation",
}  # fmt: skip
ENDS = {"won": "won", "lost": "lost"}
CHANNELS = {
    "call": "call",
    "meeting": "meeting",
    "email": "email",
    "lunch": "meeting",
    "task": "note",
    "deadline": "note",
}
DONE = ("done", "yes", "1", "true")


def _stage(cells: Cells) -> str:
    """Where a deal is: won or lost by its status, else by its stage."""
    return ENDS.get(fold(cells.get("deal status", "")), "") or cells.get("deal stage", "")


def _is_done(cells: Cells) -> bool:
    return fold(cells.get("activity done", "") or cells.get("activity status", "")) in DONE


ACTIVITY = {
    "activity organization": "customer", "activity organization id": "customer", "activity add time": "created_at",
}  # fmt: skip
SHEETS = (
    Sheet(
        sheet="Organization",
        kind="customer",
        columns={
            "organization name": "name", "organization owner": "owner", "organization industry": "industry",
            "organization website": "website", "organization annual revenue": "revenue",
            "organization employee count": "employees", "organization number of employees": "employees",
            "organization city town village locality of address": "city", "organization city of address": "city",
            "organization country of address": "country", "organization labels": "tag", "organization label": "tag",
            "organization organization created": "created_at", "organization add time": "created_at",
        },
        ids=("organization id",),
        made={"name": worded("Organization {organization id}")},
    ),
    Sheet(
        sheet="Person",
        kind="contact",
        columns={
            "person name": "name", "person organization id": "customer", "person organization": "customer",
            "person email work": "email", "person email": "email", "person email home": "email",
            "person email other": "email", "person phone work": "phone", "person phone": "phone",
            "person phone mobile": "phone", "person phone home": "phone", "person phone other": "phone",
            "person job title": "title", "person birthday": "birthday", "person person created": "created_at",
            "person add time": "created_at",
        },
        ids=("person id",),
        links={"customer": ORGANIZATIONS},
        made={"name": worded("{person email work} {person email}")},
    ),
    Sheet(
        sheet="Product",
        kind="product",
        columns={
            "product name": "name", "product price": "price", "product unit price": "price",
            "product category": "category", "product description": "description",
        },
        ids=("product id",),
        made={"name": worded("Product {product product code} {product id}")},
    ),
    Sheet(
        sheet="Deal",
        kind="deal",
        columns={
            "deal title": "name", "deal organization id": "customer", "deal organization": "customer",
            "deal contact person id": "contact", "deal contact person": "contact", "deal owner": "owner",
            "deal value": "amount", "deal currency of value": "currency", "deal currency": "currency",
            "deal expected close date": "close_on", "deal probability": "probability", "deal lost reason": "reason",
            "deal deal created": "created_at", "deal add time": "created_at", "deal won time": "closed_at",
            "deal lost time": "closed_at", "deal deal closed on": "closed_at", "deal source": "source",
            "deal product name": "product",
        },
        ids=("deal id",),
        links={"customer": ORGANIZATIONS, "contact": PERSONS},
        words={"stage": STAGES},
        made={"name": worded("Deal {deal id}"), "stage": _stage},
    ),
    Sheet(
        sheet="Activity",
        kind="interaction",
        columns={
            **ACTIVITY, "activity contact person": "contact", "activity person": "contact",
            "activity subject": "summary", "activity type": "channel", "activity note": "said",
            "activity due date": "happened_at", "activity marked as done time": "happened_at",
            "activity assigned to user": "by", "activity owner": "by",
        },
        ids=("activity id",),
        links={"customer": ORGANIZATIONS, "contact": PERSONS},
        refers={"activity deal id": DEALS},
        words={"channel": CHANNELS},
        made={
            "summary": worded("{activity type} {activity id}"),
            "happened_at": worded("{activity add time}"),
        },
        constants={"channel": "note"},
        where=_is_done,
    ),
    Sheet(
        sheet="Activity",
        kind="reminder",
        columns={
            **ACTIVITY, "activity subject": "about", "activity due date": "due_at",
            "activity assigned to user": "person", "activity owner": "person",
        },
        ids=("activity id",),
        links={"customer": ORGANIZATIONS},
        refers={"activity deal id": DEALS},
        made={"about": worded("{activity type} {activity id}"), "due_at": worded("{activity add time}")},
        where=lambda cells: not _is_done(cells),
    ),
    Sheet(
        sheet="Note",
        kind="interaction",
        columns={
            "note content": "summary", "note add time": "happened_at", "note user": "by",
            "note organization": "customer", "note person": "contact",
        },
        ids=("note id",),
        links={"customer": ORGANIZATIONS, "contact": PERSONS},
        constants={"channel": "note"},
    ),
    Sheet(
        sheet="Lead",
        kind="lead",
        columns={
            "lead title": "interest", "lead contact person": "name", "lead organization": "company",
            "lead owner": "owner", "lead source": "source", "lead lead created": "created_at",
        },
        ids=("lead id",),
        made={"name": worded("{lead title}")},
    ),
)  # fmt: skip


def _claims(table: Table, sheet: Sheet) -> bool:
    """Whether the columns are called after the sheet; those of its links may stand among them."""
    prefixes = [title.partition(" - ")[0].strip().casefold() for title in table.header if " - " in title]
    return bool(prefixes) and max(prefixes, key=prefixes.count) == sheet.sheet.casefold()


def _knows(tables: list[Table]) -> bool:
    """Whether every column of some file says whose it is."""
    names = {sheet.sheet.casefold() for sheet in SHEETS}
    heads = [{title.partition(" - ")[0].casefold() for title in table.header if title} for table in tables]
    return any(head and head <= names and " - " in table.header[0] for head, table in zip(heads, tables, strict=True))


PIPEDRIVE = Preset("pipedrive", "Pipedrive", SHEETS, _knows, claims=_claims)
