"""The preset for Salesforce: files of the Data Loader and of reports, told apart by the ids of their records.

The first three letters of an id say the object, and of 18 letters the last three only check the case of the others
(https://help.salesforce.com/s/articleView?id=000385008: Salesforce, Standard Field Record ID Prefix Decoder).
"""

import re
from collections.abc import Callable
from dataclasses import replace

from storage.exchange.sheets import Cells, Preset, Sheet, joined, worded
from storage.exchange.tables import Table
from storage.folding import fold

ID = re.compile(r"[0-9A-Za-z]{15}(?:[A-Z0-5]{3})?")
PREFIXES = {
    "001": "Account", "003": "Contact", "00Q": "Lead", "006": "Opportunity", "500": "Case", "701": "Campaign",
    "00T": "Task", "00U": "Event", "01t": "Product2", "005": "User", "801": "Order", "802": "OrderItem",
    "00k": "OpportunityLineItem", "00v": "CampaignMember", "00a": "CaseComment", "0Q0": "Quote", "002": "Note",
}  # fmt: skip
USERS, ACCOUNTS, CONTACTS, LEADS = ("User",), ("Account",), ("Contact",), ("Lead",)
CAMPAIGNS, PRODUCTS, CASES = ("Campaign",), ("Product2",), ("Case",)
OWNER = {"ownerid": "owner", "owner id": "owner", "owner": "owner", "owner name": "owner"}
CREATED = {"createddate": "created_at", "created date": "created_at"}
ACCOUNT = {"accountid": "customer", "account id": "customer", "account name": "customer"}
LINKS = {"owner": USERS, "by": USERS, "person": USERS, "assignee": USERS, "customer": ACCOUNTS, "contact": CONTACTS}
SOURCES = {
    "web": "website", "phone inquiry": "other", "partner referral": "referral", "employee referral": "referral",
    "external referral": "referral", "purchased list": "cold", "advertisement": "campaign", "trade show": "event",
    "seminar internal": "event", "seminar partner": "event", "word of mouth": "referral", "public relations": "other",
    "partner": "referral",
}  # fmt: skip
STAGES = {
    "prospecting": "prospecting", "qualification": "prospecting", "needs analysis": "engaging",
    "value proposition": "engaging", "id decision makers": "engaging", "perception analysis": "engaging",
    "proposal price quote": "proposal", "negotiation review": "negotiation", "closed won": "won",
    "closed lost": "lost",
}  # fmt: skip
LEAD_STATUSES = {
    "open not contacted": "open", "working contacted": "contacted", "closed converted": "converted",
    "closed not converted": "unqualified",
}  # fmt: skip
CASE_STATUSES = {"new": "new", "working": "working", "escalated": "working", "on hold": "waiting", "closed": "closed"}
CAMPAIGN_STATUSES = {"planned": "planned", "in progress": "running", "completed": "finished", "aborted": "finished"}
RESPONSES = {"responded": "replied", "opened": "opened", "clicked": "clicked", "unsubscribed": "unsubscribed"}


def _closed(cells: Cells) -> str:
    """When an opportunity was closed, if it is."""
    ended = STAGES.get(fold(cells.get("stagename", "") or cells.get("stage", ""))) in ("won", "lost")
    return cells.get("closedate", "") or cells.get("close date", "") if ended else ""


def _is_done(cells: Cells) -> bool:
    return fold(cells.get("status", "")) in ("completed", "deferred") or fold(cells.get("isclosed", "")) == "true"


def _only(title: str, prefix: str) -> Callable[[Cells], str]:
    """Makes an id of a cell that may hold ids of several objects, where it is one of this."""

    def make(cells: Cells) -> str:
        id = cells.get(title, "").strip()
        return id if id.startswith(prefix) else ""

    return make


REFERS = {"whatid": ("Account", "Opportunity", "Case", "Campaign", "Order"), "whoid": ("Contact", "Lead")}


def _activity(sheet: str, channel: str) -> Sheet:
    """A task or an event that is over."""
    return Sheet(
        sheet=sheet,
        kind="interaction",
        columns={
            "subject": "summary", "description": "said", "accountid": "customer",
            "startdatetime": "happened_at", "activitydatetime": "happened_at",
            "activitydate": "happened_at", "completeddatetime": "happened_at", **CREATED,
            "ownerid": "by", "assigned": "by",
        },
        ids=("id", "activity id"),
        links=LINKS,
        refers=REFERS,
        made={
            "summary": worded("{type} {id}"),
            "happened_at": joined("createddate"),
            "customer": _only("whatid", "001"),
            "contact": _only("whoid", "003"),
        },
        constants={"channel": channel},
        names=(fold(sheet), f"{fold(sheet)}s"),
    )  # fmt: skip


TASK = _activity("Task", "note")
SHEETS = (
    Sheet(
        sheet="User",
        kind="person",
        columns={
            "name": "name", "full name": "name", "email": "email", "username": "email", "department": "team",
            "timezonesidkey": "time_zone",
        },
        ids=("id", "user id"),
        made={"name": joined("firstname", "lastname")},
        spent=("firstname", "lastname"),
        names=("user", "users"),
    ),
    Sheet(
        sheet="Account",
        kind="customer",
        columns={
            "name": "name", "account name": "name", **OWNER, "account owner": "owner", "industry": "industry",
            "billingcity": "city", "billing city": "city", "billingcountry": "country", "billing country": "country",
            "website": "website", "phone": "phone", "annualrevenue": "revenue", "annual revenue": "revenue",
            "numberofemployees": "employees", "number of employees": "employees", "employees": "employees",
            "numemployees": "employees", "type": "segment", **CREATED,
        },
        ids=("id", "account id", "oracle id c"),
        links=LINKS,
        made={"name": worded("Account {id}")},
        names=("account", "accounts"),
        signs=("name", "annualrevenue"),
    ),
    Sheet(
        sheet="Contact",
        kind="contact",
        columns={
            "name": "name", "full name": "name", **ACCOUNT, "title": "title", "email": "email", "phone": "phone",
            "mobilephone": "phone", "mobile": "phone", "birthdate": "birthday", **CREATED,
        },
        ids=("id", "contact id"),
        links=LINKS,
        made={"name": joined("firstname", "first name", "lastname", "last name")},
        spent=("firstname", "lastname", "first name", "last name"),
        names=("contact", "contacts"),
    ),
    Sheet(
        sheet="Lead",
        kind="lead",
        columns={
            "name": "name", "company": "company", "company account": "company", "status": "status",
            "lead status": "status", "leadsource": "source", "lead source": "source", **OWNER, "lead owner": "owner",
            "email": "email", "phone": "phone", "mobilephone": "phone", **CREATED,
        },
        ids=("id", "lead id"),
        links=LINKS,
        words={"source": SOURCES, "status": LEAD_STATUSES},
        made={"name": joined("firstname", "first name", "lastname", "last name")},
        spent=("firstname", "lastname", "first name", "last name"),
        names=("lead", "leads"),
    ),
    Sheet(
        sheet="Product2",
        kind="product",
        columns={
            "name": "name", "product name": "name", "family": "category", "product family": "category",
            "description": "description", "unitprice": "price", **CREATED,
        },
        ids=("id", "product id"),
        names=("product2", "products", "product"),
    ),
    Sheet(
        sheet="Campaign",
        kind="campaign",
        columns={
            "name": "name", "campaign name": "name", "type": "channel", "status": "status", "startdate": "starts_on",
            "enddate": "ends_on", "budgetedcost": "budget", **CREATED,
        },
        ids=("id", "campaign id"),
        words={"status": CAMPAIGN_STATUSES},
        names=("campaign", "campaigns"),
    ),
    Sheet(
        sheet="Opportunity",
        kind="deal",
        columns={
            "name": "name", "opportunity name": "name", **ACCOUNT, "contactid": "contact", "stagename": "stage",
            "stage": "stage", "amount": "amount", "probability": "probability", "probability %": "probability",
            "closedate": "close_on", "close date": "close_on", "leadsource": "source", "lead source": "source",
            **OWNER, "opportunity owner": "owner", "currencyisocode": "currency", **CREATED,
        },
        ids=("id", "opportunity id"),
        links=LINKS,
        refers={"campaignid": CAMPAIGNS},
        words={"stage": STAGES, "source": SOURCES},
        made={"name": worded("Opportunity {id}"), "closed_at": _closed},
        names=("opportunity", "opportunities"),
        signs=("stagename", "closedate"),
    ),
    Sheet(
        sheet="Order",
        kind="order",
        columns={**ACCOUNT, "totalamount": "amount", "effectivedate": "ordered_on", **CREATED},
        ids=("id", "order id"),
        links=LINKS,
        names=("order", "orders"),
    ),
    Sheet(
        sheet="Case",
        kind="case",
        columns={
            "casenumber": "number", "case number": "number", "subject": "subject", **ACCOUNT, "contactid": "contact",
            "contact name": "contact", "productid": "product", "status": "status", "priority": "priority",
            "ownerid": "assignee", "case owner": "assignee", "createddate": "opened_at",
            "date time opened": "opened_at", "closeddate": "closed_at",
        },
        ids=("id", "case id"),
        links={**LINKS, "product": PRODUCTS},
        words={"status": CASE_STATUSES},
        made={"subject": worded("Case {casenumber} {origin}")},
        names=("case", "cases"),
    ),
    Sheet(
        sheet="CaseComment",
        kind="comment",
        columns={
            "parentid": "case", "commentbody": "text", "createdbyid": "by", "createddate": "at",
        },
        ids=("id",),
        links={"case": CASES, "by": USERS},
        names=("casecomment", "casecomments"),
    ),
    Sheet(
        sheet="CampaignMember",
        kind="response",
        columns={
            "campaignid": "campaign", "leadid": "lead", "contactid": "contact", "status": "response",
            "firstrespondeddate": "at", "createddate": "at",
        },
        ids=("id",),
        links={"campaign": CAMPAIGNS, "lead": LEADS, "contact": CONTACTS},
        words={"response": RESPONSES},
        where=lambda cells: fold(cells.get("status", "")) in RESPONSES,
        names=("campaignmember", "campaignmembers"),
    ),
    Sheet(
        sheet="CampaignMember",
        kind="document",
        columns={"status": "title", "contactid": "contact"},
        ids=("id",),
        links={"contact": CONTACTS},
        refers={"campaignid": CAMPAIGNS, "leadid": LEADS},
        constants={"sort": "campaign member"},
        where=lambda cells: fold(cells.get("status", "")) not in RESPONSES,
    ),
    Sheet(
        sheet="Task",
        kind="reminder",
        columns={
            "subject": "about", "activitydate": "due_at", "due date": "due_at", "ownerid": "person",
            "assigned": "person", "accountid": "customer", **CREATED,
        },
        ids=("id", "activity id"),
        links=LINKS,
        refers=REFERS,
        made={
            "about": worded("{type} {id}"),
            "due_at": joined("createddate"),
            "customer": _only("whatid", "001"),
        },
        where=lambda cells: not _is_done(cells),
        names=("task", "tasks"),
    ),
    replace(TASK, where=_is_done, names=()),
    _activity("Event", "meeting"),
)  # fmt: skip


def object_of(table: Table) -> str:
    """The object whose records the rows are, by the ids in the column that is called so; empty where none tells."""
    titles = [fold(title) for title in table.header]
    places = [place for place, title in enumerate(titles) if title == "id" or title.endswith(" id")]
    for place in places[:1] if "id" in titles else places:
        ids = [row[place].strip() for row in table.sample[:50] if len(row) > place]
        if ids and all(ID.fullmatch(id) for id in ids):
            return PREFIXES.get(ids[0][:3], ids[0][:3])
    return ""


def _claims(table: Table, sheet: Sheet) -> bool:
    found = object_of(table)
    return sheet.sheet == found if found else sheet.claims(table.stem, table.header)


def _knows(tables: list[Table]) -> bool:
    """Whether the ids of some file are Salesforce's, or its columns are called as only there."""
    return any(object_of(table) or {"stagename", "oracle id c"} & set(map(fold, table.header)) for table in tables)


def _bare(id: str) -> str:
    """The 15 letters that both forms of an id have."""
    return id[:15] if ID.fullmatch(id) else id


SALESFORCE = Preset("salesforce", "Salesforce", SHEETS, _knows, _claims, _bare)
