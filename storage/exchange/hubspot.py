"""The preset for exports of HubSpot: companies, contacts, deals, tickets and what was done, linked by record ids."""

from storage.exchange.sheets import Preset, Sheet, joined, worded
from storage.exchange.tables import Table
from storage.folding import fold

COMPANIES, CONTACTS, DEALS = ("Companies",), ("Contacts",), ("Deals",)
COMPANY_OF = {
    "associated company ids": "customer", "associated company id": "customer", "associated company": "customer",
    "associated company names": "customer", "primary associated company id": "customer",
    "primary associated company": "customer", "company name": "customer",
}  # fmt: skip
CONTACT_OF = {
    "associated contact ids": "contact", "associated contact id": "contact", "associated contact": "contact",
    "associated contact names": "contact",
}  # fmt: skip
LINKS = {"customer": COMPANIES, "contact": CONTACTS}
SOURCES = {
    "organic search": "website", "direct traffic": "website", "paid search": "campaign", "paid social": "social",
    "organic social": "social", "social media": "social", "email marketing": "campaign", "referrals": "referral",
    "offline sources": "other", "other campaigns": "campaign",
}  # fmt: skip
STAGES = {
    "appointment scheduled": "prospecting", "qualified to buy": "engaging", "presentation scheduled": "engaging",
    "decision maker bought in": "proposal", "contract sent": "negotiation", "closed won": "won",
    "closed lost": "lost",
}  # fmt: skip
TICKETS = {
    "new": "new", "waiting on contact": "waiting", "waiting on us": "working", "open": "working", "closed": "closed",
}  # fmt: skip


def _activity(sheet: str, channel: str, text: str, *names: str) -> Sheet:
    return Sheet(
        sheet=sheet,
        kind="interaction",
        columns={
            text: "summary", "activity date": "happened_at", "activity assigned to": "by", "create date": "created_at",
            **COMPANY_OF, **CONTACT_OF,
        },
        ids=("record id", "object id"),
        links=LINKS,
        made={
            "summary": joined("note body", "call notes", "email subject", "email body", "meeting name", "body preview"),
            "happened_at": joined("create date"),
        },
        constants={"channel": channel},
        names=names,
        signs=("record id", text),
    )  # fmt: skip


SHEETS = (
    Sheet(
        sheet="Companies",
        kind="customer",
        columns={
            "company name": "name", "name": "name", "company owner": "owner", "industry": "industry", "city": "city",
            "country region": "country", "country": "country", "website url": "website",
            "company domain name": "website", "phone number": "phone", "annual revenue": "revenue",
            "number of employees": "employees", "create date": "created_at", "lifecycle stage": "segment",
        },
        ids=("record id", "company id"),
        made={"name": worded("{company domain name}")},
        names=("companies", "all companies", "hubspot crm exports all companies"),
        signs=("record id", "company name", "company owner"),
    ),
    Sheet(
        sheet="Contacts",
        kind="contact",
        columns={
            "email": "email", "phone number": "phone", "mobile phone number": "phone", "job title": "title",
            "date of birth": "birthday", "create date": "created_at", **COMPANY_OF,
        },
        ids=("record id", "contact id"),
        links={"customer": COMPANIES},
        made={"name": lambda cells: joined("first name", "last name")(cells) or cells.get("email", "")},
        spent=("first name", "last name"),
        names=("contacts", "all contacts", "hubspot crm exports all contacts"),
        signs=("record id", "first name", "last name"),
    ),
    Sheet(
        sheet="Deals",
        kind="deal",
        columns={
            "deal name": "name", "deal stage": "stage", "amount": "amount", "deal owner": "owner",
            "close date": "close_on", "create date": "created_at", "deal probability": "probability",
            "original source type": "source", "original traffic source": "source", "closed lost reason": "reason",
            "closed won reason": "reason", "currency": "currency", **COMPANY_OF, **CONTACT_OF,
        },
        ids=("record id", "deal id"),
        links=LINKS,
        words={"stage": STAGES, "source": SOURCES},
        made={
            "name": worded("Deal {record id}"),
            "closed_at": lambda cells: (
                cells.get("close date", "")
                if STAGES.get(fold(cells.get("deal stage", ""))) in ("won", "lost")
                else ""
            ),
        },
        names=("deals", "all deals", "hubspot crm exports all deals"),
        signs=("record id", "deal name", "deal stage"),
    ),
    Sheet(
        sheet="Tickets",
        kind="case",
        columns={
            "ticket name": "subject", "ticket status": "status", "priority": "priority", "ticket owner": "assignee",
            "create date": "opened_at", "close date": "closed_at", "resolution": "resolution", **COMPANY_OF,
            **CONTACT_OF,
        },
        ids=("record id", "ticket id"),
        links=LINKS,
        words={"status": TICKETS},
        made={"subject": worded("Ticket {record id} {ticket id}")},
        names=("tickets", "all tickets", "hubspot crm exports all tickets"),
        signs=("record id", "ticket name"),
    ),
    Sheet(
        sheet="Products",
        kind="product",
        columns={
            "name": "name", "product name": "name", "unit price": "price", "price": "price",
            "product description": "description", "description": "description", "product type": "category",
        },
        ids=("record id", "product id"),
        names=("products", "all products"),
        signs=("record id", "unit price", "sku"),
    ),
    _activity("Notes", "note", "note body", "notes"),
    _activity("Calls", "call", "call notes", "calls"),
    _activity("Emails", "email", "email subject", "emails"),
    _activity("Meetings", "meeting", "meeting name", "meetings"),
    Sheet(
        sheet="Tasks",
        kind="reminder",
        columns={
            "task title": "about", "due date": "due_at", "assigned to": "person", "task status": "status",
            **COMPANY_OF,
        },
        ids=("record id",),
        links={"customer": COMPANIES},
        words={"status": {"completed": "done", "not started": "open", "in progress": "open", "deferred": "cancelled"}},
        names=("tasks",),
        signs=("record id", "task title"),
    ),
)  # fmt: skip


def _knows(tables: list[Table]) -> bool:
    """Whether some file has HubSpot's column of ids and is one of its sheets by its other columns."""
    return any(
        bool({"record id", "object id"} & set(map(fold, table.header)))
        and any(sheet.signs and set(map(fold, table.header)).issuperset(sheet.signs) for sheet in SHEETS)
        for table in tables
    )


def _bare(id: str) -> str:
    """Of several ids the first, as HubSpot lists all that are associated."""
    return id.partition(";")[0].strip()


HUBSPOT = Preset("hubspot", "HubSpot", SHEETS, _knows, bare=_bare)
