"""What is asked of the big house, each beside the SQL that somebody would write by hand for it."""

# ruff: noqa: E501

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from skills.slots import Period

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
QUARTER = Period(date(2026, 10, 1), date(2026, 12, 31))
OPEN = [["stage", "!=", "won"], ["stage", "!=", "lost"]]
UNSOLVED = [["status", "!=", "closed"]]
IN_YEAR = "between '2026-01-01' and '2026-12-31'"
AT_IN_YEAR = ">= '2025-12-31 23:00:00' and {} < '2026-12-31 23:00:00'"


@dataclass(frozen=True)
class Asked:
    """One question: the skill with its slots, and the SQL; `@month(column)` and `@seconds(column)` by database."""

    skill: str
    slots: dict[str, Any]
    sql: str
    words: str = field(default="")

    @property
    def name(self) -> str:
        """How it is called in the list."""
        told = [str(self.slots.get(name, "")) for name in ("measure", "entity", "by", "sort", "limit")]
        filters = " ".join(" ".join(map(str, each)) for each in self.slots.get("filters", ()))
        period = "in a time" if "period" in self.slots else ""
        return " ".join(" ".join([*told, filters, period]).split())[:60]


def figure(sql: str, measure: str, **slots: Any) -> Asked:
    """A report."""
    return Asked("report", {"measure": measure, **slots}, sql)


def listed(entity: str, sql: str, filters: list[Any], **slots: Any) -> Asked:
    """Ten records, and how many there are: `sql` is what comes after FROM."""
    order = slots.pop("order", f"{entity}s.id")
    both = f"select {entity}s.* from {sql} order by {order} limit 10; select count(*) from {sql}"
    return Asked("find_records", {"entity": entity, "filters": filters, **slots}, both)


def _counted(table: str, where: str = "deleted_at is null") -> str:
    return f"select count(*) from {table} where {where}"


def _by(table: str, key: str, what: str = "count(*)", where: str = "deleted_at is null") -> str:
    return f"select {key}, {what} from {table} where {where} group by {key}"


def _owners(table: str, key: str, what: str = "count(*)", where: str = "1=1") -> str:
    return f"""select people.name, {what} from {table} left join people on people.id = {table}.{key}
        where {table}.deleted_at is null and {where} group by people.id, people.name"""


LATEST = """(select max(happened_at) from interactions where interactions.customer_id = customers.id
    and interactions.deleted_at is null and happened_at <= '2026-11-24 09:30:00')"""
BOUGHT = "(select sum(amount) from orders where orders.customer_id = customers.id and orders.deleted_at is null)"
CUSTOMERS = "customers where customers.deleted_at is null"
KEPT = """exists (select 1 from orders where orders.customer_id = customers.id and orders.deleted_at is null
    and ordered_on between '{}' and '{}')"""
WAITING = "select customer_id from cases where status <> 'closed' and deleted_at is null"
CLOSED = "deleted_at is null and status = 'closed'"
SPENT = """select sum(earned - budget) * 100.0 / sum(budget) from (select budget, coalesce((select sum(amount) from orders
    where deleted_at is null and ordered_on >= starts_on and ordered_on <= ends_on and customer_id in (
        select customer_id from responses where campaign_id = campaigns.id and response = 'bought'
        and deleted_at is null)), 0) as earned from campaigns where deleted_at is null and budget > 0) as spent"""

REPORTS = [
    figure(_counted("customers"), "count", entity="customer"),
    figure(_counted("interactions"), "count", entity="interaction"),
    figure(_by("customers", "industry"), "count", entity="customer", by="industry"),
    figure(_owners("customers", "owner_id"), "count", entity="customer", by="owner"),
    figure(_by("customers", "@month(created_at)"), "count", entity="customer", by="month"),
    figure(_by("interactions", "@month(happened_at)"), "count", entity="interaction", by="month"),
    figure(_by("interactions", "@day(happened_at)"), "count", entity="interaction", by="day"),
    figure(_by("interactions", "channel"), "count", entity="interaction", by="channel"),
    figure(_owners("interactions", "by_id"), "count", entity="interaction", by="by"),
    figure(
        _owners("interactions", "by_id", where=f"channel = 'call' and happened_at {AT_IN_YEAR}".format("happened_at")),
        "count", entity="interaction", by="by", filters=[["channel", "=", "call"]], period=YEAR,
    ),
    figure(
        _by("interactions", "sentiment", where=f"deleted_at is null and happened_at {AT_IN_YEAR}".format("happened_at")),
        "count", entity="interaction", by="sentiment", period=YEAR,
    ),
    figure(
        """select industry, count(*) from interactions left join customers on customers.id = customer_id
        where interactions.deleted_at is null group by industry""",
        "count", entity="interaction", by="customer.industry",
    ),
    figure(_by("deals", "stage"), "count", entity="deal", by="stage"),
    figure(
        _owners("deals", "owner_id", "sum(amount)", "stage = 'won'"),
        "sum:amount", entity="deal", by="owner", filters=[["stage", "=", "won"]],
    ),
    figure(
        "select sum(amount) from deals where deleted_at is null and stage not in ('won', 'lost')",
        "sum:amount", entity="deal", filters=OPEN,
    ),
    figure(
        _by("deals", "@month(closed_at)", "sum(amount)", "deleted_at is null and stage = 'won'"),
        "sum:amount", entity="deal", by="month", filters=[["stage", "=", "won"]],
    ),
    figure(_by("deals", "source", "avg(amount)"), "average:amount", entity="deal", by="source"),
    figure(_by("orders", "@monthof(ordered_on)", "sum(amount)"), "sum:amount", entity="order", by="month"),
    figure(
        """select products.name, sum(amount) from orders left join products on products.id = product_id
        where orders.deleted_at is null group by products.id, products.name""",
        "sum:amount", entity="order", by="product",
    ),
    figure(
        """select country, sum(amount) from orders left join customers on customers.id = customer_id
        where orders.deleted_at is null group by country""",
        "sum:amount", entity="order", by="country",
    ),
    figure(
        f"select sum(amount) from orders where deleted_at is null and ordered_on {IN_YEAR}",
        "sum:amount", entity="order", period=YEAR,
    ),
    figure(
        "select sum(stage = 'won') * 100.0 / count(*) from deals where deleted_at is null and stage in ('won', 'lost')"
        .replace("sum(stage = 'won')", "sum(case when stage = 'won' then 1 else 0 end)"),
        "win_rate",
    ),
    figure(
        _owners("deals", "owner_id", "sum(case when stage = 'won' then 1 else 0 end) * 100.0 / count(*)",
                "stage in ('won', 'lost')"),
        "win_rate", by="owner",
    ),
    figure(
        "select @month(closed_at), sum(case when stage = 'won' then 1 else 0 end) * 100.0 / count(*) from deals"
        " where deleted_at is null and stage in ('won', 'lost') group by 1",
        "win_rate", by="month",
    ),
    figure(
        "select sum(case when status = 'converted' then 1 else 0 end) * 100.0 / count(*) from leads"
        " where deleted_at is null",
        "conversion_rate",
    ),
    figure(
        "select source, sum(case when status = 'converted' then 1 else 0 end) * 100.0 / count(*) from leads"
        " where deleted_at is null group by source",
        "conversion_rate", by="source",
    ),
    figure(
        "select avg(@seconds(closed_at) - @seconds(created_at)) from deals where deleted_at is null and stage = 'won'",
        "cycle_days",
    ),
    figure(f"select avg(@seconds(closed_at) - @seconds(opened_at)) from cases where {CLOSED}", "resolution_hours"),
    figure(
        f"select priority, avg(@seconds(closed_at) - @seconds(opened_at)) from cases where {CLOSED} group by priority",
        "resolution_hours", by="priority",
    ),
    figure(
        "select sum(case when score >= 4 then 1 else 0 end) * 100.0 / count(*) from feedback"
        " where deleted_at is null and scale = 'csat'",
        "csat",
    ),
    figure(
        "select @month(given_at), sum(case when score >= 9 then 1 when score <= 6 then -1 else 0 end) * 100.0 / count(*)"
        " from feedback where deleted_at is null and scale = 'nps' group by 1",
        "nps", by="month",
    ),
    figure(
        f"select sum(case when {KEPT.format('2025-11-25', '2026-11-24')} then 1 else 0 end) * 100.0 / count(*)"
        f" from {CUSTOMERS} and {KEPT.format('2024-11-25', '2025-11-24')}",
        "retention_rate",
    ),
    figure(
        f"select industry, sum(case when {KEPT.format('2025-11-25', '2026-11-24')} then 0 else 1 end) * 100.0 / count(*)"
        f" from {CUSTOMERS} and {KEPT.format('2024-11-25', '2025-11-24')} group by industry",
        "churn_rate", by="industry",
    ),
    figure(
        f"select sum(worth), count(worth) from (select {BOUGHT} as worth from {CUSTOMERS}) as each_one",
        "lifetime_value",
    ),
    figure(
        f"select industry, avg(worth) from (select industry, {BOUGHT} as worth from {CUSTOMERS}) as each_one"
        " group by industry",
        "lifetime_value", by="industry",
    ),
    figure(SPENT, "roi"),
    figure(f"{_counted('customers')} and id in ({WAITING})", "count", entity="customer",
           filters=[["cases", "filled", UNSOLVED]]),
    figure(f"select count(*) from {CUSTOMERS} and (select count(*) from cases where cases.customer_id = customers.id"
           " and status <> 'closed' and cases.deleted_at is null) > 0", "count", entity="customer",
           filters=[["open_cases", ">", 0]]),
    figure(f"select count(*) from {CUSTOMERS} and coalesce({LATEST}, '2000-01-01') < '2026-09-30 22:00:00'", "count",
           entity="customer", filters=[["last_contacted_at", "<", "2026-10-01"]]),
    figure(f"select country, count(*) from {CUSTOMERS} and {BOUGHT} > 1000000 group by country", "count",
           entity="customer", by="country", filters=[["lifetime_value", ">", 10000]]),
    figure(_counted("customers", "deleted_at is null and health < 30"), "count", entity="customer",
           filters=[["health", "<", 30]]),
    figure(_counted("cases", "deleted_at is null and status <> 'closed' and due_at < '2026-11-24 09:30:00'"), "count",
           entity="case", filters=[["overdue", "=", "true"]]),
    figure("select customers.country, count(*) from cases left join customers on customers.id = customer_id"
           " where cases.deleted_at is null and status <> 'closed' group by 1", "count", entity="case", by="country",
           filters=UNSOLVED),
]  # fmt: skip

LISTS = [
    listed("customer", CUSTOMERS, []),
    listed("customer", f"{CUSTOMERS} and industry = 'Retail'", [["industry", "=", "retail"]]),
    listed("customer", f"{CUSTOMERS} and city = 'Berlin' and industry = 'Retail'",
           [["city", "=", "berlin"], ["industry", "=", "retail"]], sort="-revenue", order="revenue desc nulls last"),
    listed("customer", f"{CUSTOMERS} and owner_id = 7", [["owner", "=", {"kind": "person", "id": 7, "name": "x"}]]),
    listed("customer", f"{CUSTOMERS} and name_fold like '%garcia%'", [["name", "contains", "garcia"]]),
    listed("customer", f"{CUSTOMERS} and segment = 'key'", [["segment", "=", "key"]], sort="name", order="name_fold"),
    listed("customer", f"{CUSTOMERS} and health < 20", [["health", "<", 20]], sort="health", order="health"),
    listed("customer", f"{CUSTOMERS} and id in ({WAITING})", [["cases", "filled", UNSOLVED]]),
    listed("customer", f"{CUSTOMERS} and (select count(*) from cases where cases.customer_id = customers.id and status <>"
           " 'closed' and cases.deleted_at is null) > 2", [["open_cases", ">", 2]]),
    listed("customer", f"{CUSTOMERS} and coalesce({LATEST}, '2000-01-01') < '2026-09-30 22:00:00'",
           [["last_contacted_at", "<", "2026-10-01"]]),
    listed("customer", f"{CUSTOMERS} and {LATEST} is null", [["last_contacted_at", "empty", None]]),
    listed("customer", CUSTOMERS, [], sort="-lifetime_value", order=f"{BOUGHT} desc nulls last"),
    listed("customer", CUSTOMERS, [], sort="last_contacted_at", order=f"{LATEST} nulls last"),
    listed("customer", f"{CUSTOMERS} and {BOUGHT} > 5000000", [["lifetime_value", ">", 50000]], sort="-lifetime_value",
           order=f"{BOUGHT} desc nulls last"),
    listed("customer", f"{CUSTOMERS} and owner_id = 7", [["owner", "=", {"kind": "person", "id": 7, "name": "x"}]],
           sort="-lifetime_value", order=f"{BOUGHT} desc nulls last"),
    listed("customer", f"{CUSTOMERS} and not exists (select 1 from orders where orders.customer_id = customers.id and"
           " orders.deleted_at is null)", [["orders", "empty", None]]),
    listed("customer", f"{CUSTOMERS} and @custom(seats) = '42'", [["seats", "=", "42"]]),
    listed("contact", "contacts left join customers on customers.id = customer_id where contacts.deleted_at is null"
           " and customers.city = 'Berlin'", [["city", "=", "Berlin"]], order="contacts.id"),
    listed("contact", "contacts where deleted_at is null and title = 'CEO'", [["title", "=", "ceo"]], sort="name",
           order="name_fold"),
    listed("deal", "deals where deleted_at is null and stage not in ('won', 'lost')", OPEN, sort="-amount",
           order="amount desc nulls last"),
    listed("deal", "deals where deleted_at is null and stage = 'negotiation' and close_on < '2026-12-31'",
           [["stage", "=", "negotiation"], ["close_on", "<", "2026-12-31"]], sort="close_on", order="close_on"),
    listed("deal", "deals left join customers on customers.id = deals.customer_id where deals.deleted_at is null and"
           " customers.industry = 'Energy' and stage = 'won'", [["customer.industry", "=", "energy"],
           ["stage", "=", "won"]], sort="-closed_at", order="closed_at desc nulls last"),
    listed("case", "cases where deleted_at is null and status <> 'closed'", UNSOLVED, order="opened_at desc"),
    listed("case", "cases where deleted_at is null and status <> 'closed' and due_at < '2026-11-24 09:30:00'",
           [["overdue", "=", "true"]], sort="due_at", order="due_at"),
    listed("case", "cases where deleted_at is null and status <> 'closed' and priority = 'urgent'",
           [["status", "!=", "closed"], ["priority", "=", "urgent"]], sort="-opened_at", order="opened_at desc"),
    listed("order", "orders where deleted_at is null and ordered_on >= '2026-10-01'", [["ordered_on", ">=", "2026-10-01"]],
           sort="-amount", order="amount desc nulls last"),
    listed("order", "orders where deleted_at is null", [], order="ordered_on desc"),
    listed("interaction", "interactions where deleted_at is null", [], order="happened_at desc"),
    listed("interaction", "interactions where deleted_at is null and by_id = 7 and channel = 'call'",
           [["by", "=", {"kind": "person", "id": 7, "name": "x"}], ["channel", "=", "call"]], order="happened_at desc"),
    listed("interaction", "interactions where deleted_at is null and sentiment = 'negative' and happened_at >="
           " '2026-10-31 23:00:00'", [["sentiment", "=", "negative"], ["happened_at", ">=", "2026-11-01"]],
           order="happened_at desc"),
    listed("lead", "leads where deleted_at is null and status = 'qualified'", [["status", "=", "qualified"]],
           sort="-score", order="score desc nulls last"),
    listed("product", "products where deleted_at is null", [], sort="-orders", order="(select count(*) from orders where"
           " orders.product_id = products.id and orders.deleted_at is null) desc"),
]  # fmt: skip

SQL = {
    "sqlite": {
        "@month(": "strftime('%Y-%m', ", "@day(": "strftime('%Y-%m-%d', ", "@monthof(": "strftime('%Y-%m', ",
        "@seconds(": "strftime('%s', ", "@custom(seats)": "json_extract(custom, '$.seats')",
    },
    "postgresql": {
        "@month(": "date_trunc('month', timestamptz ", "@day(": "date_trunc('day', ",
        "@monthof(": "date_trunc('month', ", "@seconds(": "extract(epoch from ",
        "@custom(seats)": "custom->>'seats'",
    },
}  # fmt: skip
SQL["postgresql"]["@month("] = SQL["postgresql"]["@monthof("]


def statements(asked: Asked, dialect: str) -> list[str]:
    """The hand-written SQL in the words of a database."""
    sql = asked.sql
    for mark, words in SQL[dialect].items():
        sql = sql.replace(mark, words)
    return sql.split(";")
