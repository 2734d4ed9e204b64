"""Which figure is asked for: how many, in total, on average, a rate."""

from dataclasses import dataclass

from bot.understanding.questions.comparisons import numeric
from bot.understanding.questions.drafts import Draft
from bot.understanding.questions.fieldwords import NUMERIC, field_at, reachable
from bot.understanding.questions.pipelines import speaks_of_pipeline
from bot.understanding.questions.sheets import Phrases, Sheet


def _phrases(**measures: str) -> Phrases[str]:
    return Phrases({words: name for name, spoken in measures.items() for words in spoken.split(";")})


RATES = _phrases(
    win_rate="win rate;win rates;close rate;close rates;closing rate;hit rate;hit rates;success rate;"
             "success rates;win ratio;"
    "winning rate;win percentage;winrate;share of deals;percentage of deals;percent of deals;"
    "proportion of deals;"
    "proportion of our deals;percent of our deals;proportion of opportunities;proportion of our opportunities;"
    "percentage of our deals;share of our deals;percentage of opportunities;share of opportunities;"
    "how often do we win",
    conversion_rate="conversion rate;conversion rates;conversion;conversions rate;lead conversion;"
                    "lead conversion rate;"
    "percentage of leads;share of leads;percent of leads;"
    "proportion of leads;proportion of our leads;percent of our leads;percentage of our leads;share of our leads",
    cycle_days="sales cycle;sales cycles;sales cycle length;cycle time;cycle length;deal cycle;time to close;"
               "days to close;"
    "time to win;days from lead to close;closing time;length of the sales cycle;length of our sales cycle;"
    "deal duration",
    resolution_hours="resolution time;resolution times;resolution hours;handling time;time to resolve;"
                     "time to resolution;"
    "time to solve;solution time;hours to resolve;resolution speed;resolve time;time to fix;turnaround;"
    "turnaround time",
    first_reply_hours="first reply time;first reply times;first reply hours;time to first reply;time to reply;"
    "first response time;first response times;response time;response times;reply time;reply times;"
    "time to first response;time to respond;time to answer;answering time;reaction time;reaction times",
    csat="feedback score;feedback scores;feedback rating;feedback ratings;"
         "csat;csat score;customer satisfaction;customer satisfaction score;satisfaction;satisfaction score;"
         "satisfaction scores;"
    "satisfaction rate;satisfied;how happy are our customers;how happy are customers;how happy",
    nps="nps;nps score;nps scores;net promoter score;promoter score;net promoter;net promoter scores",
    retention_rate="retention;retention rate;customer retention;customer retention rate;stayed with us;"
                   "stay with us;renewal rate",
    churn_rate="churn;churn rate;customer churn;losing customers;losing more customers;"
               "customers have we lost;attrition;"
    "customers did we lose;lost customers;customers we lost;attrition rate;customers left us",
    lifetime_value="customer lifetime value;lifetime value;ltv;clv;lifetime values",
    roi="roi;return on;return on investment;best return;pay off;paid off;return on marketing;worth it",
    cost_per_lead="cost per lead;costs per lead;cpl;lead cost;lead costs;cost of a lead;does a lead cost;"
                  "a lead costs;did a lead cost;leads cost;paid per lead;pay per lead;spend per lead;spent per lead",
)  # fmt: skip
LONG = Phrases(dict.fromkeys("how long;how quickly;how fast;how many days;how many hours;time it takes;"
                             "how much time;how soon"
                             .split(";"), True))  # fmt: skip
SOLVING = frozenset(
    "solve solved resolve resolved case cases ticket tickets issue issues problem problems complaint fix".split()
)
CASES = "case cases ticket tickets issue issues problem problems complaint complaints".split()
CLOSING = frozenset("close closed win won sell deal deals opportunity opportunities sign signed sale sales".split())
COUNTING = Phrases(dict.fromkeys(
    "how many;number of;count of;count;the number;numbers of;nr of;no of;quantity of;total number;"
    "total number of;total count;"
    "how much customers;tally;counts;headcount of".split(";"), True))  # fmt: skip
ADDING = Phrases(dict.fromkeys(
    "total;sum;sum of;sum up;totals;summed;combined;altogether;in total;overall;how much;how much money;"
    "value of;total value;"
    "total value of;worth;total worth;worth of;add up;value;amount;plain total;money;cumulative;amounts;"
    "volume;grand total;"
    "how big;size;big".split(";"), True))  # fmt: skip
OTHERS = _phrases(
    median="median", percentile="percentile", deviation="standard deviation;deviation;variance",
    forecast="forecast;forecasted;predicted;prediction", profit="profit;profits;profitability;net income",
    margin="margin;margins;gross margin;gross margins", quota="quota;quotas;quota attainment",
    recurring_revenue="recurring revenue;monthly recurring revenue;annual recurring revenue;mrr;arr",
    acquisition_cost="cost per acquisition;acquisition cost;acquisition costs;cac",
)  # fmt: skip
"""Figures that there are, and that are not computed here."""

SPREADS = ("median", "percentile", "deviation")
"""Those that are computed of a field."""

MEAN = Phrases(
    dict.fromkeys(
        "average;averages;avg;mean;on average;typical;typically;in average;averaged;averaging".split(";"), True
    )
)
THE = frozenset(("the", "all", "our"))
SALES = frozenset(
    "numbers performance revenue revenues sales sale book turnover income earnings earn earned "
    "earning sell sells sold selling booked takings".split()
)
BUYING = frozenset("spend spent spends bought buy buys ordered purchased".split())
UNITS = Phrases(dict.fromkeys("units sold;units;pieces sold;quantity sold;quantities;best selling;"
                              "bestselling;top selling;units ordered;"
                              "pieces".split(";"), True))  # fmt: skip
OWN_ENTITY = frozenset(("win_rate", "conversion_rate", "cycle_days", "resolution_hours", "csat", "nps", "roi",
                        "first_reply_hours", "cost_per_lead", "retention_rate", "churn_rate",
                        "lifetime_value"))  # fmt: skip
ENTITY_OF = {"win_rate": "deal", "conversion_rate": "lead", "cycle_days": "deal", "resolution_hours": "case",
             "first_reply_hours": "case", "csat": "feedback", "nps": "feedback", "roi": "campaign",
             "cost_per_lead": "campaign", "retention_rate": "customer", "churn_rate": "customer",
             "lifetime_value": "customer"}  # fmt: skip


@dataclass(frozen=True)
class Figure:
    """A measure as `report` knows it, and whether it means the deals that were won."""

    measure: str
    entity: str
    won: bool = False


def read_rate(sheet: Sheet) -> str | None:
    """A rate that is asked for by its name; its words are taken."""
    if next(OTHERS.within(sheet), None):
        return None
    for name, first, after in list(RATES.within(sheet)):
        if name == "lifetime_value" and sheet.has("average", "avg", "mean", "total", "sum", "combined"):
            return None
        sheet.take(first, after)
        for _, start, end in list(MEAN.within(sheet)):
            sheet.take(start, end)
        return "resolution_hours" if name == "cycle_days" and sheet.has(*CASES) else name
    return _duration(sheet)


def _duration(sheet: Sheet) -> str | None:
    """ "how long does it take to close a deal", "how quickly do we solve tickets"."""
    for _, first, after in list(LONG.within(sheet)):
        words = {sheet.word(at) for at in range(after, min(after + 14, len(sheet.atoms)))}
        name = "resolution_hours" if words & SOLVING else "cycle_days" if words & CLOSING else None
        if name:
            sheet.take(first, after)
            for at in range(after, min(after + 14, len(sheet.atoms))):
                if sheet.word(at) in SOLVING | CLOSING | {"takes", "take", "wait", "until", "average", "mean", "time"}:
                    sheet.take(at, at + 1)
            return name
    return None


def read_figure(draft: Draft, said: str) -> Figure:
    """Count, sum or average: of the entity that is said, or of sales where none is; others are named to be refused."""
    sheet = draft.sheet
    for name, first, after in list(OTHERS.within(sheet)):
        sheet.take(first, after)
        of = f":{_field(draft) or NUMERIC.get(draft.entity) or 'amount'}" if name in SPREADS else ""
        return Figure(name + of, draft.entity)
    averaged, counted = _any(sheet, MEAN), _any(sheet, COUNTING)
    if (_any(sheet, UNITS) or pieces(sheet)) and draft.entity in ("order", "product", "deal"):
        return Figure("sum:quantity", "order")
    if draft.entity == "product" and counted and not said and sheet.has("stock"):
        for at in sheet.free_atoms("word"):
            if sheet.word(at) == "stock":
                sheet.take(at, at + 1)
        return Figure("sum:stock", "product")
    sold = not said and not counted and _sold(sheet)
    field = None if (counted and not averaged and not _summed(draft)) or sold else _field(draft)
    added = not counted and _any(sheet, ADDING)
    _take_buying(sheet)
    if sold:
        _take_sales(sheet)
        return _sales(draft, averaged)
    return Figure(_measure(draft, field, averaged, added), draft.entity)


def pieces(sheet: Sheet) -> bool:
    """Whether pieces are counted: "how many Winch 300 did we sell", "who bought the most Winch 300"."""
    return any(
        sheet.atom(at).value.is_one("product")
        and sheet.word(at - 1) in ("many", "most", "fewest")
        and sheet.has(*SALES, *BUYING)
        for at in sheet.free_atoms("record")
    )


def _take_buying(sheet: Sheet) -> None:
    for at in sheet.free_atoms("word"):
        if sheet.word(at) in BUYING:
            sheet.take(at, at + 1)


def _summed(draft: Draft) -> bool:
    """Whether what is counted stands in a field: "how many employees do they have"."""
    return draft.sheet.has("employees", "staff", "headcount", "pieces", "units")


def _sales(draft: Draft, averaged: bool) -> Figure:
    """Sales are the orders of a product that is named, else the deals won."""
    product = any(draft.sheet.atom(at).value.is_one("product") for at in draft.sheet.free_atoms("record"))
    kind = "average:amount" if averaged else "sum:amount"
    return Figure(kind, "order") if product else Figure(kind, "deal", won=True)


def _measure(draft: Draft, field: str | None, averaged: bool, added: bool) -> str:
    usual = NUMERIC.get(draft.entity)
    if draft.sheet.has("healthy") and draft.entity == "customer" and averaged:
        field = "health"
        draft.sheet.taken |= {at for at, atom in enumerate(draft.sheet.atoms) if atom.word == "healthy"}
    if averaged and (field or usual):
        return f"average:{field or usual}"
    if field:
        return f"sum:{field}"
    added = added or (speaks_of_pipeline(draft) and averaged is False)
    return f"sum:{usual}" if added and usual and draft.entity in ("deal", "order", "campaign") else "count"


def _any(sheet: Sheet, phrases: Phrases[bool]) -> bool:
    found = list(phrases.within(sheet))
    for _, first, after in found:
        if not field_like(sheet, first, after):
            sheet.take(first, after)
    return bool(found)


def field_like(sheet: Sheet, first: int, after: int) -> bool:
    """Whether the words are compared with an amount, as "worth more than 5k"."""
    return sheet.word(first) in ("worth", "value", "amount") and _compared(sheet, after)


def _sold(sheet: Sheet) -> bool:
    return any(atom.word in SALES for atom in sheet.atoms)


def _take_sales(sheet: Sheet) -> bool:
    for at in sheet.free_atoms("word"):
        if sheet.word(at) in SALES | {"figures", "numbers"}:
            sheet.take(at, at + 1)
    return True


def _field(draft: Draft) -> str | None:
    """The figure named, unless an amount is compared with it."""
    sheet = draft.sheet
    for index in sheet.free_atoms("word"):
        named = field_at(sheet, index, draft.entity)
        if named and sheet.word(named[1]) == "of" and field_at(sheet, sheet.past(named[1] + 1, THE), draft.entity):
            continue  # "sum of the employees"
        custom = named is not None and not reachable(draft.entity, named[0])
        valued = any(sheet.atom(at).kind == "amount" for at in range(index - 3, index))
        if custom and named and (valued or named[0] not in sheet.marks.vocabulary.counted):
            continue
        if named and numeric(draft.entity, named[0]) and _own(draft, named[0]) and not _compared(sheet, named[1]):
            sheet.take(index, named[1])
            return named[0]
    return None


def _own(draft: Draft, name: str) -> bool:
    """Whether it is a figure to add up: no case number."""
    return name not in ("number", "contacts", "orders", "deals", "cases")


def _compared(sheet: Sheet, after: int) -> bool:
    return any(sheet.atom(at).kind == "amount" for at in range(after, after + 4))
