"""Zoho's words for what we call otherwise, folded, and the sheets whose ids its columns hold."""

ACCOUNTS, CONTACTS, LEADS, USERS = ("Accounts",), ("Contacts",), ("Leads",), ("Users",)
DEALS, CAMPAIGNS, PRODUCTS, BOOKS = ("Potentials",), ("Campaigns",), ("Products",), ("Price Books",)
OWNER = {"owner": USERS}

IDS = {
    "accountid", "contactid", "leadid", "potentialid", "campaignid", "caseid", "taskid", "eventid", "callid",
    "productid", "vendorid", "quoteid", "salesorderid", "invoiceid", "purchaseorderid", "bookid", "inventoryrelid",
}  # fmt: skip
"""How Zoho calls the columns of ids."""

SOURCES = {
    "employee referral": "referral", "external referral": "referral", "partner": "referral", "trade show": "event",
    "seminar partner": "event", "internal seminar": "event", "online store": "website", "onlinestore": "website",
    "web research": "website", "web download": "website", "chat": "website", "cold call": "cold",
    "advertisement": "campaign", "public relations": "other", "sales mail alias": "other", "sales email alias": "other",
    "facebook": "social", "twitter": "social", "x twitter": "social",
}  # fmt: skip
STAGES = {
    "prospect": "prospecting", "qualification": "prospecting", "needs analysis": "engaging",
    "value proposition": "engaging", "identify decision makers": "engaging", "id decision makers": "engaging",
    "initial offer": "proposal", "proposal price quote": "proposal", "negotiation review": "negotiation",
    "closed won": "won", "closed lost": "lost", "closed lost to competition": "lost",
}  # fmt: skip
LEAD_STATUSES = {
    "attempted to contact": "contacted", "contact in future": "contacted", "not contacted": "open",
    "pre qualified": "qualified", "lost lead": "unqualified", "junk lead": "unqualified",
    "not qualified": "unqualified",
}  # fmt: skip
CASE_STATUSES = {"escalated": "working", "on hold": "waiting", "new": "new"}
CAMPAIGN_STATUSES = {"planning": "planned", "active": "running", "complete": "finished", "inactive": "finished"}
RESPONSES = {"opted out": "unsubscribed", "responded": "replied", "opened": "opened", "clicked": "clicked"}
DONE = ("Completed", "Deferred")
