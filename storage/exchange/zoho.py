"""The preset for exports of Zoho CRM: one CSV file a module, linked by the ids of the records."""

from dataclasses import replace

from storage.exchange.sheets import Cells, Preset, Sheet, among, joined, not_among, worded
from storage.exchange.tables import Table
from storage.exchange.zoho_papers import line, paper
from storage.exchange.zoho_words import (
    ACCOUNTS,
    CAMPAIGN_STATUSES,
    CAMPAIGNS,
    CASE_STATUSES,
    CONTACTS,
    DEALS,
    DONE,
    IDS,
    LEAD_STATUSES,
    LEADS,
    OWNER,
    PRODUCTS,
    RESPONSES,
    SOURCES,
    STAGES,
    USERS,
)  # fmt: skip
from storage.folding import fold


def _closed(cells: Cells) -> str:
    """When a deal was closed: only a stage that ends it says that its closing date has come."""
    return cells.get("closing date", "") if STAGES.get(fold(cells.get("stage", ""))) in ("won", "lost") else ""


def _mail(cells: Cells) -> str:
    """An address for a colleague who has none; it can never be written to (RFC 2606)."""
    return f"{'.'.join(fold(joined('first name', 'last name')(cells)).split())}@zoho.invalid"


ACTIVITY = Sheet(
    sheet="Calls",
    kind="interaction",
    columns={
        "call owner id": "by", "call owner": "by", "subject": "summary", "call start time": "happened_at",
        "contactid": "contact", "contact name": "contact", "accountid": "customer", "related to": "customer",
        "description": "said", "created time": "created_at",
    },
    ids=("taskid", "callid", "record id"),
    links={"by": USERS, "contact": CONTACTS, "customer": ACCOUNTS},
    refers={"potentialid": DEALS, "leadid": LEADS},
    made={"happened_at": worded("{created time}"), "summary": worded("{call type} call {call purpose}")},
    constants={"channel": "call"},
    names=("calls",),
)  # fmt: skip
DEAL = Sheet(
    sheet="Potentials",
    kind="deal",
    columns={
        "potential name": "name", "deal name": "name", "potential owner id": "owner", "potential owner": "owner",
        "deal owner": "owner", "accountid": "customer", "account id": "customer", "account name": "customer",
        "contactid": "contact", "contact name": "contact", "leadid": "lead", "stage": "stage", "amount": "amount",
        "probability": "probability", "lead source": "source",
        "closing date": "close_on", "created time": "created_at", "reason for loss": "reason",
    },
    ids=("potentialid", "record id", "leadid"),
    links={**OWNER, "customer": ACCOUNTS, "contact": CONTACTS, "lead": LEADS},
    refers={"campaign id": CAMPAIGNS},
    words={"stage": STAGES, "source": SOURCES},
    made={"name": worded("Deal {potentialid} {leadid}"), "closed_at": _closed},
    names=("potentials", "deals"),
    signs=("potential name", "stage"),
)  # fmt: skip


SHEETS = (
    Sheet(
        sheet="Users",
        kind="person",
        columns={"email": "email", "full name": "name", "role": "team", "time zone": "time_zone"},
        ids=("user id", "userid", "record id"),
        made={"name": joined("first name", "last name"), "email": _mail},
        spent=("first name", "last name"),
        names=("users",),
    ),
    Sheet(
        sheet="Vendors",
        kind="customer",
        columns={
            "vendor name": "name", "vendor owner id": "owner", "vendor owner": "owner", "phone": "phone",
            "website": "website", "category": "industry", "city": "city", "country": "country",
            "created time": "created_at",
        },
        ids=("vendorid", "record id"),
        links=OWNER,
        made={"name": worded("Vendor {vendorid}")},
        constants={"tag": "vendor"},
        names=("vendors",),
    ),
    Sheet(
        sheet="Accounts",
        kind="customer",
        columns={
            "account name": "name", "account owner id": "owner", "account owner": "owner", "industry": "industry",
            "website": "website", "phone": "phone", "employees": "employees", "annual revenue": "revenue",
            "billing city": "city", "billing country": "country", "tag": "tag", "account type": "segment",
            "created time": "created_at",
        },
        ids=("accountid", "record id"),
        links=OWNER,
        made={"name": worded("Account {accountid} {record id}")},
        names=("accounts",),
        signs=("accountid", "account name"),
    ),
    Sheet(
        sheet="Contacts",
        kind="contact",
        columns={
            "full name": "name", "account id": "customer", "accountid": "customer", "account name": "customer",
            "title": "title", "email": "email", "phone": "phone", "mobile": "phone", "date of birth": "birthday",
            "created time": "created_at",
        },
        ids=("contactid", "record id"),
        links={"customer": ACCOUNTS},
        made={"name": joined("first name", "last name")},
        spent=("first name", "last name"),
        names=("contacts",),
    ),
    Sheet(
        sheet="Leads",
        kind="lead",
        columns={
            "full name": "name", "company": "company", "lead owner id": "owner", "lead owner": "owner",
            "email": "email", "phone": "phone", "mobile": "phone", "lead source": "source", "lead status": "status",
            "created time": "created_at",
        },
        ids=("leadid", "record id"),
        links=OWNER,
        words={"source": SOURCES, "status": LEAD_STATUSES},
        made={
            "name": joined("first name", "last name"),
            "status": lambda cells: "converted" if fold(cells.get("converted", "")) == "yes" else "",
        },
        spent=("first name", "last name"),
        names=("leads",),
    ),
    Sheet(
        sheet="Products",
        kind="product",
        columns={
            "product name": "name", "unit price": "price", "cost": "price", "quantity in stock": "stock",
            "product manufacturer": "vendor", "manufacturer": "vendor", "vendor name": "vendor",
            "product category": "category", "description": "description", "created time": "created_at",
        },
        ids=("productid", "record id"),
        made={"name": worded("Product {product code}")},
        names=("products",),
    ),
    Sheet(
        sheet="Campaigns",
        kind="campaign",
        columns={
            "campaign name": "name", "type": "channel", "status": "status", "budgeted cost": "budget",
            "start date": "starts_on", "end date": "ends_on", "created time": "created_at",
        },
        ids=("campaignid", "record id"),
        words={"status": CAMPAIGN_STATUSES},
        made={"name": worded("Campaign {campaignid}")},
        names=("campaigns",),
    ),
    paper("Price Books", "price book", "price book name", "bookid"),
    DEAL,
    Sheet(
        sheet="Quotes",
        kind="quote",
        columns={
            "quote number": "number", "account id": "customer", "accountid": "customer", "account name": "customer",
            "grand total": "amount", "valid till": "valid_until", "created time": "created_at",
        },
        ids=("quoteid", "record id"),
        links={"customer": ACCOUNTS},
        names=("quotes",),
    ),
    Sheet(
        sheet="Sales Orders",
        kind="order",
        columns={
            "account id": "customer", "accountid": "customer", "account name": "customer", "grand total": "amount",
            "created time": "created_at",
        },
        ids=("salesorderid", "record id"),
        links={"customer": ACCOUNTS},
        made={"ordered_on": joined("created time")},
        names=("sales orders",),
    ),
    line("Sales Order Line Items", "sales order line", "sales order line items", "sales order items"),
    Sheet(
        sheet="Invoices",
        kind="interaction",
        columns={
            "invoice owner id": "by", "invoice owner": "by", "account id": "customer", "account name": "customer",
            "contact id": "contact", "contact name": "contact", "created time": "happened_at",
        },
        ids=("invoiceid", "record id"),
        links={"by": USERS, "customer": ACCOUNTS, "contact": CONTACTS},
        refers={"sales order id": ("Sales Orders",)},
        made={
            "summary": worded("Invoice {invoice number} {subject}, {invoice status}, {grand total}"),
            "happened_at": joined("invoice date"),
        },
        constants={"channel": "note"},
        names=("invoices",),
    ),
    line("Invoice Line Items", "invoice line", "invoice line items", "invoiced items"),
    paper("Purchase Orders", "purchase order", "po number", "purchaseorderid"),
    line("Purchase Order Line Items", "purchase order line", "purchase order line items", "purchase items"),
    Sheet(
        sheet="Cases",
        kind="case",
        columns={
            "case number": "number", "subject": "subject", "case owner id": "assignee", "case owner": "assignee",
            "accountid": "customer", "account id": "customer", "account name": "customer", "contactid": "contact",
            "related to": "contact", "product name": "product", "status": "status", "priority": "priority",
            "created time": "opened_at", "closed time": "closed_at", "solution": "resolution",
        },
        ids=("caseid", "record id"),
        links={"assignee": USERS, "customer": ACCOUNTS, "contact": CONTACTS, "product": PRODUCTS},
        words={"status": CASE_STATUSES},
        made={"subject": worded("Case by {case origin}")},
        names=("cases",),
    ),
    Sheet(
        sheet="Campaign Lead Status",
        kind="response",
        columns={
            "campaignid": "campaign", "campaign name": "campaign", "leadid": "lead", "contactid": "contact",
            "status": "response", "last modified time": "at",
        },
        links={"campaign": CAMPAIGNS, "lead": LEADS, "contact": CONTACTS},
        words={"response": RESPONSES},
        made={"lead": joined("lead first name", "lead last name")},
        where=among("status", *RESPONSES),
        names=("campaign lead status", "campaign members"),
    ),
    Sheet(
        sheet="Campaign Lead Status",
        kind="document",
        columns={"status": "title", "last modified time": "dated_on"},
        constants={"sort": "campaign member"},
        where=not_among("status", *RESPONSES),
    ),
    ACTIVITY,
    replace(
        ACTIVITY,
        sheet="Events",
        columns={
            "event owner id": "by", "event owner": "by", "subject": "summary", "start datetime": "happened_at",
            "from": "happened_at", "contactid": "contact", "contact name": "contact", "accountid": "customer",
            "created time": "created_at", "description": "said",
        },
        ids=("eventid", "record id"),
        refers={"potentialid": DEALS, "leadid": LEADS},
        made={"summary": worded("Meeting {eventid}")},
        constants={"channel": "meeting"},
        names=("events", "meetings"),
    ),
    Sheet(
        sheet="Tasks",
        kind="reminder",
        columns={
            "task owner id": "person", "task owner": "person", "subject": "about", "due date": "due_at",
            "accountid": "customer", "created time": "created_at",
        },
        ids=("taskid", "record id"),
        links={"person": USERS, "customer": ACCOUNTS},
        made={"due_at": joined("created time"), "about": worded("Task {taskid}")},
        where=not_among("status", *DONE),
        names=("tasks",),
    ),
    Sheet(
        sheet="Tasks",
        kind="interaction",
        columns={
            "task owner id": "by", "task owner": "by", "subject": "summary", "due date": "happened_at",
            "contactid": "contact", "accountid": "customer", "created time": "created_at",
        },
        ids=("taskid", "record id"),
        links={"by": USERS, "contact": CONTACTS, "customer": ACCOUNTS},
        made={"summary": worded("Task {taskid}"), "happened_at": joined("created time")},
        where=among("status", *DONE),
    ),
)  # fmt: skip


def _knows(tables: list[Table]) -> bool:
    """Whether some file has a column of ids that only Zoho calls so, or ids as it writes them."""
    titles = {fold(title) for table in tables for title in table.header}
    return bool(titles & IDS) or any("zcrm_" in cell for table in tables for row in table.sample[:5] for cell in row)


ZOHO = Preset("zoho", "Zoho CRM", SHEETS, _knows)
