"""Cases: the problems that customers have, from opening to feedback."""

from typing import Annotated

from skills.caseload import clock_of, due_of, spoken, taker
from skills.cover import away, away_now
from skills.customers import linked_customer
from skills.reply import Facts, Lines, Reply
from skills.satisfaction import case_scored, score_offer
from skills.skill import skill
from skills.slots import (
    CaseNumber,
    CaseStatus,
    ContactName,
    CustomerName,
    PersonName,
    Priority,
    ProductName,
    Scale,
    Slot,
    Subject,
)
from skills.turn import Refused, Turn, Unclear, ref
from skills.wording import moment
from storage.cases import Case, Comment
from storage.feedback import Feedback

Remark = Annotated[str, Slot("text", "What should I write on the case?")]
Resolution = Annotated[str, Slot("text", "How was it solved?")]
Reason = Annotated[str, Slot("text", "Why?")]
Score = Annotated[int, Slot("number", "What score did they give?")]
HIGHEST = {"csat": 5, "nps": 10}
LOWEST = {"csat": 1, "nps": 0}


@skill()
def open_case(
    turn: Turn,
    subject: Subject,
    customer: CustomerName | None = None,
    priority: Priority = "normal",
    contact: ContactName | None = None,
    product: ProductName | None = None,
) -> Reply:
    """Open a case for a customer who has a problem."""
    customer = customer or (contact.customer if contact else None) or linked_customer(turn)
    if customer is None:
        raise Unclear("Which customer has the problem?", "customer")
    case = Case(subject=subject, customer=customer, contact=contact, product=product, priority=priority)
    case.number, case.status, case.opened_at = turn.crm.cases.next_number(), "new", turn.now
    agent, absence = taker(turn, customer)
    case.assignee = agent
    turn.crm.case_clock.start(case)
    solved = tuple(_solved(each) for each in turn.knowledge.precedents(turn.crm, subject))
    turn.crm.cases.add(case)
    if absence:
        turn.crm.absences.note(absence, agent, case)
    turn.remember(customer, contact, case)
    who = "You take" if agent == turn.speaker else f"{agent.name} takes"
    due = f"due {moment(case.due_at, turn.now)} ({priority})" if case.due_at else priority
    end = "" if subject.endswith((".", "!", "?", "…")) else "."
    said = f"Opened case {case.number} for {customer.name}: {subject}{end} {who} it, {due}."
    instead = f"In the place of {absence.person.name}, who is {away(absence)}." if absence else ""
    before = (Lines("Solved before", solved),) if solved else ()
    return Reply(said, (*before, Facts("", (), ref(case))), note=instead)


def _solved(case: Case) -> str:
    return f"Case {case.number}, {case.subject}: {case.resolution}"


@skill()
def update_case(
    turn: Turn,
    case: CaseNumber,
    status: CaseStatus | None = None,
    priority: Priority | None = None,
    assignee: PersonName | None = None,
) -> Reply:
    """Change the status, the priority or the assignee of a case."""
    if not (status or priority or assignee):
        raise Unclear(f"What is the new status of case {case.number}: new, working or waiting?", "status")
    if not case.is_open:
        raise Refused(f"Case {case.number} is closed. Say “reopen case {case.number}” first.")
    said, clock = [], turn.crm.case_clock
    if status and status != case.status:
        said.append(f"{case.status} → {status}")
        clock.enter(case, status)
    if priority and priority != case.priority:
        said.append(f"priority {case.priority} → {priority}")
        clock.prioritise(case, priority)
    if assignee and assignee != case.assignee:
        said.append(f"{case.assignee.name if case.assignee else 'nobody'} → {assignee.name}")
        clock.hand(case, assignee)
    turn.remember(case.customer, case)
    changed = f"Case {case.number}: {', '.join(said)}." if said else f"Case {case.number} is like that already."
    note = away_now(turn, assignee) if assignee else ""
    return Reply(f"{changed} {due_of(turn, case)}".strip(), (_facts(turn, case),), note=note)


@skill()
def comment_case(turn: Turn, case: CaseNumber, comment: Remark) -> Reply:
    """Write a comment on a case; the assignee's first one is its first reply."""
    if turn.speaker == case.assignee:
        turn.crm.case_clock.answered(case)
    turn.crm.comments.add(Comment(case=case, text=comment, by=turn.speaker, at=turn.now))
    turn.remember(case.customer, case)
    return Reply(f"Wrote on case {case.number} ({case.subject}): {comment}")


@skill()
def close_case(turn: Turn, case: CaseNumber, resolution: Resolution | None = None) -> Reply:
    """Close a case that is solved."""
    if not case.is_open:
        raise Refused(f"Case {case.number} is closed already. Say “reopen case {case.number}” if it came back.")
    late = " It was overdue." if case.is_overdue(turn.now) else ""
    turn.crm.case_clock.close(case, resolution)
    turn.remember(case.customer, case)
    whose = f" of {case.customer.name}" if case.customer else ""
    note = "" if resolution else "Tell me how it was solved, and I can show it the next time that happens."
    how = f" Solved: {resolution}." if resolution else ""
    return Reply(
        f"Closed case {case.number}{whose}: {case.subject}.{how}{late}", note=note, offer=score_offer(turn, case)
    )


@skill()
def reopen_case(turn: Turn, case: CaseNumber, reason: Reason | None = None) -> Reply:
    """Take up a case again that was closed too soon."""
    if case.is_open:
        raise Refused(f"Case {case.number} is open: {case.status}. There is nothing to reopen.")
    closed = spoken(turn.crm.case_clock.reopen(case))
    if reason:
        turn.crm.comments.add(Comment(case=case, text=f"Reopened: {reason}", by=turn.speaker, at=turn.now))
    turn.remember(case.customer, case)
    why = f" Reason: {reason}." if reason else ""
    said = f"Reopened case {case.number}: {case.subject}.{why} It had been closed for {closed}. {due_of(turn, case)}"
    return Reply(said.strip(), (_facts(turn, case),))


@skill()
def record_feedback(
    turn: Turn,
    score: Score,
    scale: Scale | None = None,
    customer: CustomerName | None = None,
    contact: ContactName | None = None,
    case: CaseNumber | None = None,
    comment: Remark | None = None,
) -> Reply:
    """Record the score that a customer gave: CSAT from 1 to 5, or NPS from 0 to 10."""
    contact = contact or (case.contact if case else None)
    customer = customer or (contact.customer if contact else None) or (case.customer if case else None)
    customer = customer or (None if contact else linked_customer(turn))
    if customer is None and contact is None:
        raise Unclear("Who gave it?", "customer")
    kind: str = scale or ("csat" if LOWEST["csat"] <= score <= HIGHEST["csat"] else "nps")
    if not LOWEST[kind] <= score <= HIGHEST[kind]:
        raise Refused(f"{kind.upper()} goes from {LOWEST[kind]} to {HIGHEST[kind]}; {score} is not in it.")
    case = case or (case_scored(turn, customer, contact) if kind == "csat" else None)
    given = Feedback(customer=customer, contact=contact, case=case, score=score, scale=kind, given_at=turn.now)
    given.comment = comment
    turn.crm.feedback.add(given)
    turn.remember(case, customer, contact)
    names = " at ".join(record.name for record in (contact, customer) if record)
    about = f" for case {case.number}" if case else ""
    words = f": {comment}" if comment else ""
    return Reply(f"Recorded {kind.upper()} {score} of {HIGHEST[kind]} from {names}{about}{words}.")


def _facts(turn: Turn, case: Case) -> Facts:
    who = case.assignee.name if case.assignee else "nobody"
    customer = case.customer.name if case.customer else "nobody"
    pairs = (("subject", case.subject), ("customer", customer), ("status", case.status), ("priority", case.priority))
    return Facts(f"case {case.number}", (*pairs, ("assignee", who), *clock_of(turn, case)), ref(case))
