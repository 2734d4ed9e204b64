"""Words for how a record stands: open, won, overdue, urgent, unqualified, out of stock."""

from typing import Any

from bot.understanding.drafts import Draft
from bot.understanding.sheets import Phrases

Meaning = tuple[tuple[str, str, Any], ...]
OPEN_DEAL: Meaning = (("stage", "!=", "won"), ("stage", "!=", "lost"))
CLOSED_DEAL: Meaning = (("stage", "=", "won"), ("stage", "=", "lost"))
OPEN_CASE: Meaning = (("status", "!=", "closed"),)


def _is(field: str, **words: str) -> dict[str, Meaning]:
    return {phrase: ((field, "=", value),) for value, said in words.items() for phrase in said.split(";")}


SPOKEN: dict[str, dict[str, Meaning]] = {
    "deal": {
        **{words: OPEN_DEAL for words in (
            "open", "active", "live", "ongoing", "pipeline", "in the pipeline", "in pipeline", "still open", "current",
            "running", "in the works", "not closed", "not yet closed", "unclosed", "in play", "pending", "outstanding",
            "still in the running", "undecided")},
        "closed deals": CLOSED_DEAL, "closed opportunities": CLOSED_DEAL, "closed ones": CLOSED_DEAL,
        "past their close date": (("close_on", "<", "today"), *OPEN_DEAL),
        "past the close date": (("close_on", "<", "today"), *OPEN_DEAL),
        "past close date": (("close_on", "<", "today"), *OPEN_DEAL),
        "overdue": (("close_on", "<", "today"), *OPEN_DEAL),
        "slipped": (("close_on", "<", "today"), *OPEN_DEAL),
        **_is("stage", won="won;win;wins;winning;closed won;successful;closed;sold;signed;succeeded",
              lost="lost;lose;losing;losses;closed lost;failed;lost deals",
              proposal="proposal;proposals;proposal stage;proposal phase;proposed",
              negotiation="negotiation;negotiations;negotiating;being negotiated;negotiation stage;in talks",
              prospecting="prospecting;prospecting stage", engaging="engaging;engaged;engaging stage;engagement"),
        **_is("source", website="from the website;from our website;from the web;website", referral="from a referral;referral;"
              "referrals;from referrals;referred", event="event;events;trade fair;trade show;fair;roadshow",
              social="social media;social", campaign="campaign;campaigns", cold="cold;cold call;cold calls;cold outreach"),
    },
    "case": {
        **{words: OPEN_CASE for words in (
            "open", "unresolved", "unsolved", "active", "outstanding", "ongoing", "still open", "not closed", "unclosed",
            "not solved", "not resolved", "not yet solved", "not yet resolved", "pending", "current", "opened still",
            "not done", "unfinished")},
        **_is("status", closed="closed;solved;resolved;done;finished;completed", new="in status new;status new;"
              "untouched;brand new", working="working;in progress;being worked on;status working",
              waiting="waiting;on hold;parked;status waiting;waiting for the customer;waiting on the customer"),
        **_is("priority", urgent="urgent;critical;p1;urgent priority;highest priority;emergency",
              high="high;high priority;high prio;important;priority high;p2", normal="normal;normal priority;medium;medium "
              "priority;p3", low="low;low priority;low prio;minor;p4"),
        **{words: (("overdue", "=", "true"),) for words in (
            "overdue", "late", "past due", "past their due date", "past the deadline", "past their deadline",
            "behind", "over due", "delayed", "running late", "breached", "breaching")},
        "nobody is working on": (("assignee", "empty", None),),
        "no one is working on": (("assignee", "empty", None),),
        "unassigned": (("assignee", "empty", None),),
    },
    "lead": {
        **_is("status", open="open;untouched;still open", contacted="contacted", qualified="qualified;qualify",
              unqualified="unqualified;disqualified;not qualified", converted="converted;convert;turned into customers;"
              "became customers"),
        **_is("source", website="website;the web;web;web form;contact form;homepage;online", referral="referral;referrals;"
              "referred;recommended", event="event;events;trade fair;trade fairs;trade show;fair;roadshow;conference;"
              "exhibition", social="social;social media;linkedin;facebook;instagram", survey="survey;surveys",
              campaign="campaign;campaigns;newsletter", cold="cold;cold call;cold calls;cold calling;cold outreach",
              other="other sources"),
    },
    "interaction": {
        **_is("sentiment", positive="positive;happy;good;pleased;friendly", negative="negative;unhappy;angry;bad;upset;"
              "annoyed;frustrated", neutral="neutral"),
        **_is("channel", call="call;calls;called;phoned;phone;by phone;phone calls", meeting="meeting;meetings;met;in person",
              email="email;emails;emailed;mail;mails;by email;by mail", chat="chat;chats;chatted",
              visit="visit;visits;visited", social="social;social media", survey="survey;surveys", note="note;notes"),
    },
    "campaign": {
        **_is("status", planned="planned;upcoming;scheduled", running="running;active;live;current;ongoing;in progress;open",
              finished="finished;over;ended;done;completed;closed;past"),
        **_is("channel", email="email;mail", social="social;social media", call="phone;call"),
    },
    "product": {
        **{words: (("stock", "<=", 0),) for words in ("out of stock", "sold out", "unavailable", "not in stock")},
        **{words: (("stock", "<", 10),) for words in ("low on stock", "running low", "low stock", "almost out of stock",
                                                      "nearly sold out", "running out")},
        "available": (("stock", ">", 0),), "in stock": (("stock", ">", 0),), "on stock": (("stock", ">", 0),),
    },
    "customer": {
        **{words: (("health", "<", 40),) for words in ("poor health", "bad health", "unhealthy", "at risk", "low health",
                                                       "unhappy", "in poor health", "weak health")},
        **{words: (("health", ">=", 70),) for words in ("healthy", "good health", "in good health", "great health")},
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
    "reminder": {**_is("status", open="open;pending;outstanding", done="done;finished;completed")},
}  # fmt: skip
UNOWNED: Meaning = (("owner", "empty", None),)
PHRASES = {entity: Phrases(words) for entity, words in SPOKEN.items()}
SOURCED = ("from", "via", "through", "by", "of", "came")
AMBIGUOUS = frozenset(("low", "high", "new", "over", "good", "bad", "open", "closed", "past"))


def read_statuses(draft: Draft) -> None:
    """Add the filters that words of state mean, and the workspace's own stages and statuses."""
    phrases = PHRASES.get(draft.entity)
    if phrases is None:
        return
    for meaning, first, after in list(phrases.within(draft.sheet)):
        if not _another_meaning(draft, first):
            _add(draft, meaning, first, after)


def _another_meaning(draft: Draft, index: int) -> bool:
    """Whether "over" is followed by an amount, or "low" by a figure's name other than the priority."""
    sheet = draft.sheet
    if sheet.word(index) not in AMBIGUOUS:
        return False
    return sheet.atom(index + 1).kind == "amount" or sheet.word(index + 1) in ("score", "than", "budget", "in", "value")


def _add(draft: Draft, meaning: Meaning, first: int, after: int) -> None:
    sheet = draft.sheet
    denied = sheet.negator(first)
    for field, op, value in meaning:
        told = sheet.marks.now.date().isoformat() if value == "today" else value
        if denied is not None and len(meaning) > 1 and op == "!=":
            draft.put(first, field, "=", told)
        else:
            draft.add(first, field, op, told)
    if denied is not None:
        sheet.take(denied, first)
    sheet.take(first, after)
