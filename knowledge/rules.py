"""The rules of advice: what each looks for, and how much it weighs."""

from collections.abc import Iterator
from datetime import timedelta
from math import log10
from typing import Any

from knowledge.advice import Advice, Rule, Scope
from knowledge.dates import DATES
from knowledge.deal_rules import days_words, deals_past_their_day, deals_put_off, deals_stuck
from knowledge.loyalty import may_leave
from knowledge.promises import promise_in
from knowledge.selling import quotes_running_out, stock_running_out
from storage.contacts import Contact
from storage.customers import Customer
from storage.feedback import Feedback
from storage.interactions import Interaction, Rhythm
from storage.worth import worth_of

USUAL = timedelta(days=30)  # silence that is noticed where a customer has no rhythm yet
SHORTEST = timedelta(days=14)
LATELY = timedelta(days=60)
RHYTHMIC = 4  # interactions that make a rhythm
MOST_SILENT = 50
UNHAPPY = {"csat": 2, "nps": 6}
PRESSING = {"urgent": 25, "high": 15, "normal": 5, "low": 0}
SURVEYED = 5000  # customers of a house whose silence is looked at in passing; in a larger one each owner is told
SLOW = 10  # times as long as reading it takes what is looked up for a customer
COSTLY = 4  # times as long as reading it takes what is looked up for a record
OUTGOING = {"call", "meeting", "email", "chat", "visit"}


def silent_customers(scope: Scope) -> Iterator[Advice]:
    """Customers who were not talked to for twice their usual gap, or for 30 days where they have none."""
    if scope.most and not (scope.person or scope.customer) and scope.crm.customers.count() > SURVEYED:
        return
    quiet = [each for each in scope.crm.interactions.rhythms(scope.person, scope.customer) if _quiet(scope, each) > 1]
    quiet = sorted(quiet, key=lambda each: -_quiet(scope, each))[: _surveyed(scope)]
    worth = worth_of(scope.crm, [each.customer_id for each in quiet])
    customers = {each.id: each for each in scope.crm.customers.by_ids(each.customer_id for each in quiet)}
    for each in quiet:
        customer, value = customers[each.customer_id], worth.get(each.customer_id, 0)
        last = scope.crm.interactions.latest_with(customer)
        whom = _whom(customer, last.contact if last else None)
        reason = f"Nothing for {days_words((scope.crm.now - each.last).days)}; {_rhythm(each)}."
        reason += f" They are worth {value:,.0f}." if value else ""
        score = 40 + 5 * log10(1 + float(value)) + 10 * min(_quiet(scope, each), 3)
        yield _call("silent", customer, whom, reason, (last,), score)


def _surveyed(scope: Scope) -> int:
    """How many of the silent customers are looked at more closely; each takes a look of its own."""
    return min(MOST_SILENT, scope.most // SLOW) if scope.most else MOST_SILENT


def _quiet(scope: Scope, each: Rhythm) -> float:
    """The silence as a multiple of what is usual."""
    return (scope.crm.now - each.last) / (max(2 * _gap(each), SHORTEST) if each.times >= RHYTHMIC else USUAL)


def _gap(each: Rhythm) -> timedelta:
    return (each.last - each.first) / (each.times - 1)


def _rhythm(each: Rhythm) -> str:
    if each.times < RHYTHMIC:
        return "that is long"
    return f"usually you speak every {_gap(each).days} days" if _gap(each).days > 1 else "usually you speak daily"


def promises_not_kept(scope: Scope) -> Iterator[Advice]:
    """What was to be done by a day that has passed, with nothing going out to the customer since."""
    lately = _lately(scope, Interaction.happened_at)
    said = scope.crm.interactions.where(lately, *scope.within(Interaction), **_newest(scope, Interaction.happened_at))
    for each in said:
        promise = promise_in(each.summary, each.happened_at.date())
        if promise and promise.due < scope.today and each.customer and not _gone_out(scope, each):
            late = (scope.today - promise.due).days
            reason = f"“{promise.text}”: that was due {days_words(late)} ago, and nothing has gone out since."
            whom = _whom(each.customer, each.contact)
            yield _call("promise", each.customer, whom, reason, (each,), 80 + min(late, 20))


def _gone_out(scope: Scope, promise: Interaction) -> bool:
    since = (Interaction.customer_id == promise.customer_id, Interaction.happened_at > promise.happened_at)
    passed = Interaction.happened_at <= scope.crm.now
    return scope.crm.interactions.count(*since, passed, Interaction.channel.in_(OUTGOING)) > 0


def overdue_cases(scope: Scope) -> Iterator[Advice]:
    """Cases that should have been solved by now."""
    for case in scope.crm.cases.overdue():
        mine = scope.person is not None and scope.customer is None and case.assignee_id == scope.person.id
        if not (mine or scope.holds(case.customer)):
            continue
        late = scope.crm.now - (case.due_at or scope.crm.now)
        whose = f" of {case.customer.name}" if case.customer else ""
        reason = f"“{case.subject}” ({case.priority}) is overdue for {_span(late)}."
        advice = f"Solve case {case.number}{whose}"
        score = 60 + PRESSING[case.priority] + min(late.days, 10)
        says = f"remind me tomorrow at 9 to solve case {case.number}"
        yield Advice("overdue case", case.customer, advice, reason, (case,), score, says, "Remind me tomorrow")


def unhappy_last_words(scope: Scope) -> Iterator[Advice]:
    """Customers who were unhappy when they last spoke or gave a score."""
    sad = Interaction.sentiment == "negative"
    felt = (_lately(scope, Interaction.happened_at), sad, *scope.within(Interaction))
    for each in scope.crm.interactions.where(*felt, **_newest(scope, Interaction.happened_at, COSTLY)):
        if each.customer and scope.crm.interactions.latest_with(each.customer) == each:
            whom = _whom(each.customer, each.contact)
            yield _call("unhappy", each.customer, whom, f"Last time they were unhappy: “{each.summary}”", (each,), 75)
    told = (_lately(scope, Feedback.given_at), *scope.within(Feedback))
    for given in scope.crm.feedback.where(*told, **_newest(scope, Feedback.given_at, COSTLY)):
        if given.customer and given.score <= UNHAPPY[given.scale] and not _spoken_since(scope, given):
            reason = f"They gave {given.scale.upper()} {given.score}: “{given.comment or 'without a word'}”"
            yield _call("unhappy", given.customer, _whom(given.customer, given.contact), reason, (given,), 72)


def _spoken_since(scope: Scope, given: Feedback) -> bool:
    last = scope.crm.interactions.latest_with(given.customer) if given.customer else None
    return last is not None and last.happened_at > given.given_at


def reminders_overdue(scope: Scope) -> Iterator[Advice]:
    """What the person has been told and not ticked off."""
    for each in scope.crm.reminders.open_of(scope.person) if scope.person else ():
        if each.due_at < scope.crm.now and (scope.customer is None or scope.holds(each.customer)):
            reason = f"The reminder “{each.about}” has waited for {_span(scope.crm.now - each.due_at)}."
            says = f"snooze the reminder {each.about} until tomorrow at 9"
            yield Advice("reminder", each.customer, each.about, reason, (each,), 58, says, "Snooze until tomorrow")


def _call(rule: str, customer: Customer, whom: str, reason: str, evidence: tuple[Any, ...], score: float) -> Advice:
    says = f"remind me tomorrow at 9 to call {whom}"
    records = tuple(record for record in evidence if record)
    return Advice(rule, customer, f"Call {whom}", reason, records, score, says, "Remind me tomorrow")


def _whom(customer: Customer | None, contact: Contact | None) -> str:
    return " at ".join(record.name for record in (contact, customer) if record)


def _lately(scope: Scope, moment: Any) -> Any:
    return moment.between(scope.crm.now - LATELY, scope.crm.now)


def _span(time: timedelta) -> str:
    hours = int(time.total_seconds() // 3600)
    return days_words(hours // 24) if hours >= 48 else f"{hours} hours" if hours > 1 else "an hour"


def _newest(scope: Scope, moment: Any, cost: int = 1) -> dict[str, Any]:
    """How many are looked at, where that is limited, and by which column those are the newest."""
    return {"limit": scope.most // cost, "newest": moment} if scope.most else {}


CALLS: tuple[Rule, ...] = (promises_not_kept, unhappy_last_words, may_leave, silent_customers, quotes_running_out)
"""The rules that tell whom to speak with."""

RULES: tuple[Rule, ...] = (
    promises_not_kept, overdue_cases, unhappy_last_words, deals_past_their_day, reminders_overdue, *DATES,
    may_leave, silent_customers, deals_put_off, deals_stuck, quotes_running_out, stock_running_out,
)  # fmt: skip
