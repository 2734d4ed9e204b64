"""What people call the fields they ask about."""

from bot.understanding.questions.sheets import LIGHT, Phrases, Sheet
from storage.crm import NOUNS
from storage.derived import fields_of

WORDS = {
    "name": "name;names",
    "responses": "responses;response;replies",
    "earned": "earned;brought in",
    "industry": "industry;industries;sector;sectors;branch;vertical;line of business;trade",
    "city": "city;cities;town;towns",
    "country": "country;countries;nation",
    "owner": "owner;owners;account manager;account managers;account owner;account executive;rep;reps;"
    "sales rep;"
    "sales reps;salesperson;salespeople;seller;sellers;responsible;colleague;colleagues;team member;"
    "team members",
    "segment": "segment;segments",
    "tag": "tag;tags;tagged;label;labelled;labeled",
    "revenue": "revenue;annual revenue;turnover;annual turnover",
    "employees": "employees;employee;staff;headcount;workers;number of employees;employee count;company size;people",
    "health": "health;health score",
    "churn_risk": "churn risk;risk of churn;risk of churning;risk of leaving",
    "lifetime_value": "lifetime value;ltv;clv;customer lifetime value;customer value",
    "created_at": "created;creation date;date created;created at;added",
    "last_contacted_at": "last contact;last contacted;last contact date;last touch",
    "customer": "customer;customers;account;accounts;client;clients;company;companies;customer name",
    "title": "title;titles;job title;job titles;role;roles;position;positions;job;function",
    "email": "email;emails;mail;email address;mail address;email addresses",
    "phone": "phone;phone number;phone numbers;telephone;telephone number;mobile;mobile number;number",
    "birthday": "birthday;birthdays;birth date;date of birth",
    "company": "company;companies",
    "status": "status;statuses;state",
    "source": "source;sources;lead source;origin;lead sources",
    "score": "score;lead score;scores;scoring;scored",
    "stage": "stage;stages;phase;sales stage;deal stage",
    "amount": "amount;amounts;value;size;deal size;deal value;volume;worth;order value;order amount;order volume;sum",
    "product": "product;products;article;item",
    "close_on": "close date;closing date;expected close date;expected close;close on",
    "closed_at": "closed at;date closed",
    "probability": "probability;chance;likelihood;win probability;odds",
    "number": "case number;ticket number",
    "subject": "subject;subjects;topic;subject line",
    "contact": "contact;contacts;contact person",
    "priority": "priority;prio;urgency;priorities;severity",
    "assignee": "assignee;assignees;agent;agents;assigned agent;support agent;support agents",
    "opened_at": "opening date;opened at",
    "due_at": "due date;deadline;due",
    "overdue": "overdue",
    "price": "price;prices;cost;costs;costing;priced;list price;unit price",
    "stock": "stock;inventory;stock level;pieces in stock;units in stock;in stock;left;on stock;left in stock",
    "vendor": "vendor;vendors;supplier;suppliers;manufacturer;manufacturers;brand;brands",
    "category": "category;categories;product category;product categories",
    "days_left": "days left;days of stock;days of stock left;stock days",
    "valid_until": "valid until;expiry date;expiry",
    "quantity": "quantity;quantities;units;pieces",
    "ordered_on": "order date;date of order;purchase date",
    "channel": "channel;channels;medium",
    "happened_at": "happened at",
    "by": "logged by",
    "sentiment": "sentiment;mood;tone;sentiments",
    "text": "text;words;content",
    "about": "about",
    "person": "reminded person",
    "budget": "budget;budgets",
    "reason": "reason;reasons;loss reason;lost reason",
    "team": "team;teams",
    "website": "website;web site;homepage;site",
    "interest": "interest;interests",
    "currency": "currency",
}
BY_ENTITY = {
    "case": {"owner": "assignee", "title": "subject", "created_at": "opened_at", "number": "number"},
    "interaction": {"owner": "by", "assignee": "by", "created_at": "happened_at"},
    "reminder": {"owner": "person", "assignee": "person"},
    "lead": {"customer": "company"},
    "product": {"amount": "price"},
    "deal": {"assignee": "owner", "revenue": "amount", "price": "amount"},
    "customer": {"assignee": "owner", "customer": "name", "amount": "revenue"},
    "quote": {"revenue": "amount", "price": "amount", "number": "number"},
    "order": {"revenue": "amount", "price": "amount", "stock": "quantity"},
    "campaign": {"amount": "budget"},
    "feedback": {"owner": "assignee"},
}
"""Where another field of an entity is meant by the same word."""

SPOKEN = Phrases({spoken: field for field, words in reversed(WORDS.items()) for spoken in words.split(";")})
ROLE = {"case": "assignee", "interaction": "by", "reminder": "person", "feedback": "assignee"}
"""The field that tells whose a record is, where it is not `owner`."""

CALLED = dict.fromkeys(("speak", "speaks", "speaking", "spoken"), "language")
"""Words that name a custom field otherwise, if there is one of that name."""

OF_CUSTOMERS = frozenset(("deal", "contact", "case", "order", "interaction", "feedback"))

NUMERIC = {"customer": "revenue", "deal": "amount", "order": "amount", "quote": "amount", "product": "price",
           "lead": "score", "campaign": "budget"}  # fmt: skip
"""The figure that is meant where none is named."""


def role_of(entity: str) -> str:
    """The field of an entity that tells whose it is."""
    return ROLE.get(entity, "owner")


def field_at(sheet: Sheet, index: int, entity: str) -> tuple[str, int] | None:
    """The field named at `index` as the entity has it, and the index after its words."""
    return _whole_at(sheet, index, entity) or _own_at(sheet, index, entity) or _head_at(sheet, index, entity)


def custom_at(sheet: Sheet, index: int, entity: str) -> tuple[str, int] | None:
    """The custom field named at `index`, of the entity or of a record it points to, and the index after its words."""
    whole = _whole_at(sheet, index, entity)
    return whole or (None if _own_at(sheet, index, entity) else _head_at(sheet, index, entity))


def holders(entity: str) -> tuple[str, ...]:
    """The entity and those it points to, whose fields it reaches."""
    return (entity, *dict.fromkeys(field.of for field in NOUNS[entity].FIELDS if field.of))


def _own_at(sheet: Sheet, index: int, entity: str) -> tuple[str, int] | None:
    found = SPOKEN.at(sheet, index)
    if not found:
        return None
    field = BY_ENTITY.get(entity, {}).get(found[0], found[0])
    return (field, found[1]) if reachable(entity, field) else None


def _whole_at(sheet: Sheet, index: int, entity: str) -> tuple[str, int] | None:
    """A custom field by its imported name; the longest one."""
    for holder in holders(entity):
        for words, name in sheet.marks.vocabulary.fields_from(holder, sheet.word(index)):
            free = all(sheet.free(at) for at in range(index, index + len(words)))
            if free and sheet.reads(index, words) and not has(holder, name) and not has(entity, name):
                return name, index + len(words)
    return None


def _head_at(sheet: Sheet, index: int, entity: str) -> tuple[str, int] | None:
    """A custom field by the last word of its name, "terms" for "payment terms", or by what it is about."""
    if not sheet.free(index) or not sheet.word(index):
        return None
    word = CALLED.get(sheet.word(index), sheet.word(index))
    for holder in holders(entity):
        for name in sheet.marks.vocabulary.imported(holder):
            *rest, head = folded(name).split()
            told = head == word and word not in LIGHT
            if told and not has(entity, name) and sheet.word(index - 1) not in rest:
                return name, index + 1
    return None


def folded(name: str) -> str:
    """A field's name as it is spoken."""
    return " ".join(name.casefold().replace("_", " ").split())


def home_owner(entity: str) -> str:
    """The field that tells who looks after the customer of a record."""
    return "customer.owner" if has(entity, "owner") else "owner"


def has(entity: str, field: str) -> bool:
    """Whether the entity has the field itself."""
    return any(each.name == field for each in fields_of(NOUNS[entity]))


def reachable(entity: str, field: str) -> bool:
    """Whether the entity has the field, or one of the records it points to."""
    if has(entity, field):
        return True
    return any(has(each.of, field) for each in NOUNS[entity].FIELDS if each.of)
