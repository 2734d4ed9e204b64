"""Words for how a record stands: open, won, overdue, urgent, unqualified, out of stock."""

from typing import Any

from bot.understanding.questions.drafts import Draft
from bot.understanding.questions.fieldwords import field_at
from bot.understanding.questions.sheets import Phrases

Meaning = tuple[tuple[str, str, Any], ...]
OPEN_DEAL: Meaning = (("stage", "!=", "won"), ("stage", "!=", "lost"))
CLOSED_DEAL: Meaning = (("stage", "=", "won"), ("stage", "=", "lost"))
OPEN_CASE: Meaning = (("status", "!=", "closed"),)


def _all(meaning: Meaning, said: str) -> dict[str, Meaning]:
    return dict.fromkeys(said.split(";"), meaning)


def _is(field: str, **words: str) -> dict[str, Meaning]:
    return {phrase: ((field, "=", value),) for value, said in words.items() for phrase in said.split(";")}


SPOKEN: dict[str, dict[str, Meaning]] = {
    "deal": {
        **_all(OPEN_DEAL, "open;active;live;ongoing;pipeline;in the pipeline;in pipeline;still open;current;running;"
                          "in the works;not closed;not yet closed;unclosed;in play;pending;outstanding;"
                          "still in the running;undecided"),
        "closed": CLOSED_DEAL,
        "past their close date": (("close_on", "<", "today"), *OPEN_DEAL),
        "past the close date": (("close_on", "<", "today"), *OPEN_DEAL),
        "past close date": (("close_on", "<", "today"), *OPEN_DEAL),
        "overdue": (("close_on", "<", "today"), *OPEN_DEAL),
        "slipped": (("close_on", "<", "today"), *OPEN_DEAL),
        **_is("stage", won="won;win;wins;winning;closed won;successful;sold;signed;succeeded",
              lost="lost;lose;losing;losses;closed lost;failed;lost deals",
              proposal="proposal;proposals;proposal stage;proposal phase;proposed",
              negotiation="negotiation;negotiations;negotiating;being negotiated;negotiation stage;in talks",
              prospecting="prospecting;prospecting stage", engaging="engaging;engaged;engaging stage;"
                                                                    "engagement"),
        **_is("source", website="from the website;from our website;from the web;website", referral="from a referral;"
                                                                                                   "referral;"
              "referrals;from referrals;referred", event="event;events;trade fair;trade show;fair;roadshow",
              social="social media;social", campaign="campaign;campaigns", cold="cold;cold call;cold calls;"
                                                                                "cold outreach"),
    },
    "case": {
        **_all(OPEN_CASE, "open;unresolved;unsolved;active;outstanding;ongoing;still open;not closed;unclosed;"
                          "not solved;not resolved;not yet solved;not yet resolved;pending;current;opened still;"
                          "not done;unfinished"),
        **_is("status", closed="closed;solved;resolved;done;finished;completed;close;solve;resolve", new="in status "
                                                                                                         "new;status "
                                                                                                         "new;"
              "untouched;brand new;new", working="working;in progress;being worked on;status working",
              waiting="waiting;on hold;parked;status waiting;waiting for the customer;"
                      "waiting on the customer"),
        **_is("priority", urgent="urgent;critical;p1;urgent priority;highest priority;emergency",
              high="high;high priority;high prio;important;priority high;p2", normal="normal;normal priority;"
                                                                                     "medium;medium "
              "priority;p3", low="low;low priority;low prio;minor;p4"),
        **_all((("overdue", "=", True),), "overdue;late;past due;past their due date;past the deadline;"
                                            "past their deadline;behind;over due;delayed;running late;breached;"
                                            "breaching"),
        "nobody is working on": (("assignee", "empty", None),),
        "no one is working on": (("assignee", "empty", None),),
        "unassigned": (("assignee", "empty", None),),
    },
    "lead": {
        **_is("status", open="open;untouched;still open", contacted="contacted", qualified="qualified;"
                                                                                           "qualify",
              unqualified="unqualified;disqualified;not qualified;disqualify", converted="converted;convert;"
                                                                              "turned into customers;"
              "became customers"),
        **_is("source", website="website;the web;web;web form;contact form;homepage;online", referral="referral;"
                                                                                                      "referrals;"
              "referred;recommended", event="event;events;trade fair;trade fairs;trade show;fair;roadshow;"
                                            "conference;"
              "exhibition", social="social;social media;linkedin;facebook;instagram", survey="survey;surveys",
              campaign="campaign;campaigns;newsletter", cold="cold;cold call;cold calls;cold calling;"
                                                             "cold outreach",
              other="other sources"),
    },
    "interaction": {
        **_is("sentiment", positive="positive;happy;good;pleased;friendly", negative="negative;unhappy;angry;"
                                                                                     "bad;upset;"
              "annoyed;frustrated", neutral="neutral"),
        **_is("channel", call="call;calls;called;phoned;phone;by phone;phone calls", meeting="meeting;"
                                                                                             "meetings;met;"
                                                                                             "in person",
              email="email;emails;emailed;mail;mails;by email;by mail", chat="chat;chats;chatted",
              visit="visit;visits;visited", social="social;social media", survey="survey;surveys", note="note;notes"),
    },
    "campaign": {
        **_is("status", planned="planned;upcoming;scheduled", running="running;active;live;current;ongoing;"
                                                                      "in progress;open",
              finished="finished;over;ended;done;completed;closed;past"),
        **_is("channel", email="email;mail", social="social;social media", call="phone;call"),
    },
    "product": {
        **_all((("stock", "<=", 0),), "out of stock;sold out;unavailable;not in stock"),
        **_all((("stock", "<", 10),), "low on stock;running low;low stock;almost out of stock;nearly sold out;"
                                      "running out"),
        **_all((("days_left", "<", 30),), "run out soon;runs out soon;running out soon;runs out next;run out next;"
                                          "sell out soon;sells out soon;out of stock soon;gone soon;last long;"
                                          "last a month;last the month"),
        "available": (("stock", ">", 0),), "in stock": (("stock", ">", 0),), "on stock": (("stock", ">", 0),),
    },
    "quote": {
        **_all((("ordered", "=", "false"), ("valid_until", ">=", "today")), "open;outstanding;pending;standing;valid"),
        **_all((("ordered", "=", "false"),), "not ordered;unordered;not accepted;unanswered"),
        **_all((("ordered", "=", "false"), ("valid_until", "<", "today")), "expired;lapsed;ran out;run out;outdated"),
        **_all((("ordered", "=", "true"),), "ordered;accepted;turned into orders;turned into an order;won"),
    },
    "customer": {
        **_all((("health", "<", 40),), "poor health;bad health;unhealthy;at risk;low health;unhappy;in poor health;"
                                       "weak health"),
        **_all((("health", ">=", 70),), "healthy;good health;in good health;great health"),
        **_all((("churn_risk", "=", "high"),), "high churn risk;high risk of leaving;high risk of churning"),
        **_all((("churn_risk", "=", "medium"),), "medium churn risk"),
        **_all((("churn_risk", "=", "low"),), "low churn risk"),
        "unassigned": (("owner", "empty", None),), "orphaned": (("owner", "empty", None),),
        "open cases": (("open_cases", ">", 0),), "open tickets": (("open_cases", ">", 0),),
        "open issues": (("open_cases", ">", 0),), "open problems": (("open_cases", ">", 0),),
        "unresolved cases": (("open_cases", ">", 0),), "an open case": (("open_cases", ">", 0),),
        "open deals": (("open_deals", ">", 0),), "an open deal": (("open_deals", ">", 0),),
        "open opportunities": (("open_deals", ">", 0),),
        "never ordered": (("lifetime_value", "empty", None),), "never bought": (("lifetime_value", "empty", None),),
        "not ordered anything": (("lifetime_value", "empty", None),),
        "never bought anything": (("lifetime_value", "empty", None),),
        "vip": (("tag", "=", "VIP"),), "vips": (("tag", "=", "VIP"),),
    },
    "reminder": {**_is("status", open="open;pending;outstanding", done="done;finished;completed"),
                 **_all((("status", "=", "open"), ("due_at", "<", "today")), "overdue;late;past due;missed")},
}  # fmt: skip
SPOKEN["feedback"] = {said: meaning for said, meaning in SPOKEN["case"].items() if meaning[0][0] == "priority"}
UNOWNED: Meaning = (("owner", "empty", None),)
PHRASES = {entity: Phrases(words) for entity, words in SPOKEN.items()}
EQUALS = frozenset("is are not = : equals equal the a an named called in from at of within as".split())
AS = frozenset("as their its his her the a an".split())
AMBIGUOUS = frozenset(("low", "high", "over", "good", "bad", "open", "closed", "past"))


def read_statuses(draft: Draft) -> None:
    """Add the filters that words of state mean, and the workspace's own stages and statuses."""
    phrases = PHRASES.get(draft.entity)
    if phrases is None:
        return
    for meaning, first, after in list(phrases.within(draft.sheet)):
        if meaning[0][0] == "stock" and draft.about("stock"):
            draft.sheet.take(first, after)
        elif not _another_meaning(draft, first):
            _add(draft, meaning, first, after)


def _another_meaning(draft: Draft, index: int) -> bool:
    """Whether "over" is followed by an amount, or "low" by a figure's name other than the priority."""
    sheet = draft.sheet
    if sheet.word(index) == "new" and draft.entity == "case":
        return bool(sheet.free_atoms("period"))
    if sheet.word(index + 1) == "ordered" and sheet.free_atoms("period"):
        return True
    if sheet.word(index) not in AMBIGUOUS:
        return False
    return sheet.atom(index + 1).kind == "amount" or sheet.word(index + 1) in ("score", "than", "budget", "in", "value")


def _closed(draft: Draft, first: int) -> Meaning:
    """Deals that somebody closed were won; those that closed in a period need no stage."""
    sheet = draft.sheet
    by_somebody = sheet.word(first + 1) == "by" and not sheet.free_atoms("period")
    if (
        by_somebody
        or sheet.atom(first - 1).kind == "record"
        or sheet.word(first - 1) in ("we", "i", "who", "rep", "have")
    ):
        return (("stage", "=", "won"),)
    return () if sheet.free_atoms("period") else CLOSED_DEAL


def _add(draft: Draft, meaning: Meaning, first: int, after: int) -> None:
    sheet = draft.sheet
    meaning = _closed(draft, first) if meaning is CLOSED_DEAL else meaning
    if not meaning:
        return
    denied = sheet.negator(first)
    for field, op, value in meaning:
        told = sheet.marks.now.date().isoformat() if value == "today" else value
        if denied is not None and len(meaning) > 1 and op == "!=":
            draft.put(first, field, "=", told)
        else:
            draft.add(first, field, op, told)
    if denied is not None:
        sheet.take(denied, first)
    sheet.take(*beside(draft, first, after, meaning[0][0]))


def beside(draft: Draft, first: int, after: int, field: str) -> tuple[int, int]:
    """The place of a value, its field's name before or behind it included: "source is website", "high priority"."""
    sheet, start = draft.sheet, first
    while sheet.word(start - 1) in EQUALS and start > 0:
        start -= 1
    for at in range(max(start - 3, 0), start):
        named = field_at(sheet, at, draft.entity)
        if named and named == (field, start):
            return at, after
    behind = field_at(sheet, sheet.past(after, AS) if sheet.word(after) == "as" else after, draft.entity)
    return (first, behind[1]) if behind and behind[0] == field else (first, after)
