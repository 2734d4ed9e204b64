"""The rules of advice: what each looks for, and how much it weighs."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from math import log10
from typing import Any

from knowledge.advice import Advice, Scope
from knowledge.promises import promise_in
from knowledge.selling import quotes_running_out, stock_running_out
from storage.contacts import Contact
from storage.customers import Customer
from storage.deals import Deal
from storage.feedback import Feedback
from storage.interactions import Interaction, Rhythm
from storage.worth import worth_of

USUAL = timedelta(days=30)  # silence that is noticed where a customer has no rhythm yet
SHORTEST = timedelta(days=14)
LATELY = timedelta(days=60)
SOON = timedelta(days=14)
RHYTHMIC = 4  # interactions that make a rhythm
MOST_SILENT = 50
UNHAPPY = {"csat": 2, "nps": 6}
PRESSING = {"urgent": 25, "high": 15, "normal": 5, "low": 0}
OUTGOING = {"call", "meeting", "email", "chat", "visit"}


def silent_customers(scope: Scope) -> Iterator[Advice]:
    """Customers who were not talked to for twice their usual gap, or for 30 days where they have none."""
    quiet = [each for each in scope.crm.interactions.rhythms(scope.person, scope.customer) if _quiet(scope, each) > 1]
    quiet = sorted(quiet, key=lambda each: -_quiet(scope, each))[:MOST_SILENT]
    worth = worth_of(scope.crm, [each.customer_id for each in quiet])
    customers = {each.id: each for each in scope.crm.customers.by_ids(each.customer_id for each in quiet)}
    for each in quiet:
        customer, value = customers[each.customer_id], worth.get(each.customer_id, 0)
        last = scope.crm.interactions.latest_with(customer)
        whom = _whom(customer, last.contact if last else None)
        reason = f"Nothing for {_days((scope.crm.now - each.last).days)}; {_rhythm(each)}."
        reason += f" They are worth {value:,.0f}." if value else ""
        score = 40 + 5 * log10(1 + float(value)) + 10 * min(_quiet(scope, each), 3)
        yield _call("silent", customer, whom, reason, (last,), score)


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
    for each in scope.crm.interactions.where(lately, *_within(scope, Interaction)):
        promise = promise_in(each.summary, each.happened_at.date())
        if promise and promise.due < scope.today and each.customer and not _gone_out(scope, each):
            late = (scope.today - promise.due).days
            reason = f"“{promise.text}”: that was due {_days(late)} ago, and nothing has gone out since."
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


def deals_past_their_day(scope: Scope) -> Iterator[Advice]:
    """Open deals that should have been closed by now."""
    late = (Deal.stage.not_in(("won", "lost")), Deal.close_on < scope.today)
    for deal in scope.crm.deals.where(*late, *_within(scope, Deal)):
        days = (scope.today - (deal.close_on or scope.today)).days
        worth = f", {deal.amount:,.0f}," if deal.amount else ""
        reason = f"{deal.name}{worth} should have closed {_days(days)} ago and is still in {deal.stage}."
        whom = deal.customer.name if deal.customer else "them"
        says = f"remind me tomorrow at 9 to ask {whom} about {deal.name}"
        score = 50 + 5 * log10(1 + float(deal.amount or 0))
        advice = f"Ask {whom} about {deal.name}"
        yield Advice("late deal", deal.customer, advice, reason, (deal,), score, says, "Remind me tomorrow")


def birthdays(scope: Scope) -> Iterator[Advice]:
    """Contacts whose birthday is within 14 days."""
    for contact in scope.crm.contacts.where(Contact.birthday.is_not(None), *_within(scope, Contact)):
        day = _next_birthday(contact.birthday or scope.today, scope.today)
        if day - scope.today <= SOON:
            whom = _whom(contact.customer, contact)
            reason = f"{contact.name}'s birthday is on {day:%a} {day.day} {day:%b}."
            says = f"remind me on {day.isoformat()} at 9 to congratulate {whom}"
            score = 30 + 2 * (SOON - (day - scope.today)).days
            advice = f"Congratulate {whom}"
            yield Advice("birthday", contact.customer, advice, reason, (contact,), score, says, "Remind me that day")


def _next_birthday(born: date, today: date) -> date:
    """The next one; that of 29 February is kept on 1 March in other years."""
    for year in (today.year, today.year + 1):
        try:
            day = born.replace(year=year)
        except ValueError:
            day = date(year, 3, 1)
        if day >= today:
            return day
    return today


def unhappy_last_words(scope: Scope) -> Iterator[Advice]:
    """Customers who were unhappy when they last spoke or gave a score."""
    sad = Interaction.sentiment == "negative"
    for each in scope.crm.interactions.where(
        _lately(scope, Interaction.happened_at), sad, *_within(scope, Interaction)
    ):
        if each.customer and scope.crm.interactions.latest_with(each.customer) == each:
            whom = _whom(each.customer, each.contact)
            yield _call("unhappy", each.customer, whom, f"Last time they were unhappy: “{each.summary}”", (each,), 75)
    for given in scope.crm.feedback.where(_lately(scope, Feedback.given_at), *_within(scope, Feedback)):
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


def _within(scope: Scope, noun: Any) -> list[Any]:
    if scope.customer:
        return [noun.customer_id == scope.customer.id]
    return [noun.customer.has(Customer.owner_id == scope.person.id)] if scope.person else []


def _lately(scope: Scope, moment: Any) -> Any:
    return moment.between(scope.crm.now - LATELY, scope.crm.now)


def _span(time: timedelta) -> str:
    hours = int(time.total_seconds() // 3600)
    return _days(hours // 24) if hours >= 48 else f"{hours} hours" if hours > 1 else "an hour"


def _days(number: int) -> str:
    return "a day" if number == 1 else f"{number} days"


RULES: tuple[Callable[[Scope], Iterator[Advice]], ...] = (
    promises_not_kept, overdue_cases, unhappy_last_words, deals_past_their_day, reminders_overdue, birthdays,
    silent_customers, quotes_running_out, stock_running_out,
)  # fmt: skip
