"""Advice: what to do next and why."""

from knowledge.advice import Advice, Scope, advise
from skills.reply import Button, Citation, Lines, Reply
from skills.skill import skill
from skills.slots import CustomerName, PersonName
from skills.turn import Turn
from storage.customers import Customer
from storage.people import Person
from storage.record import Record, Textual
from storage.suggestions import Suggestion


@skill()
def suggest_action(turn: Turn, customer: CustomerName | None = None, person: PersonName | None = None) -> Reply:
    """Suggest what to do next, each with its reason, its evidence and a button that does it."""
    found = advise(Scope(turn.crm, turn.now.date(), _whose(turn, customer, person), customer))
    whom = customer.name if customer else person.name if person else ""
    if not found:
        return Reply(f"Nothing presses{f' with {whom}' if whom else ''}: no promise is open, nothing is overdue.")
    _keep(turn, found)
    turn.remember(*(each.customer for each in reversed(found)))
    citations = tuple(_citations(found))
    numbers = {(each.kind, each.id): each.number for each in citations}
    lines = tuple(_line(place, each, numbers) for place, each in enumerate(found, 1))
    buttons = tuple(Button(f"{place}: {each.label}", each.says) for place, each in enumerate(found, 1))
    next_steps = "What I would do next" + (f" with {whom}" if whom else "")
    return Reply(f"{next_steps}: {found[0].advice}.", (Lines("", lines),), buttons, citations)


def _whose(turn: Turn, customer: Customer | None, person: Person | None) -> Person | None:
    """The person whose customers are looked at; whoever owns none looks at everybody's."""
    if person or customer:
        return person or turn.speaker
    return turn.speaker if turn.crm.customers.first(Customer.owner_id == turn.speaker.id) else None


def _line(place: int, advice: Advice, numbers: dict[tuple[str, int], int]) -> str:
    cited = "".join(f" [{numbers[each.kind, each.id]}]" for each in advice.evidence)
    return f"{place}. {advice.advice}. {advice.reason}{cited}"


def _citations(found: list[Advice]) -> list[Citation]:
    records = dict.fromkeys(record for advice in found for record in advice.evidence)
    return [Citation(number, each.kind, each.id, _text(each)) for number, each in enumerate(records, 1)]


def _text(record: Record) -> str:
    return record.passage() if isinstance(record, Textual) else f"{record.kind} {record.label}"


def _keep(turn: Turn, found: list[Advice]) -> None:
    """Keep what was suggested, once while it stands, so that its outcome can be told."""
    for each in found:
        customer_id = each.customer.id if each.customer else None
        same = (Suggestion.person_id == turn.speaker.id, Suggestion.customer_id == customer_id)
        if turn.crm.suggestions.first(*same, Suggestion.advice == each.advice, Suggestion.status == "shown"):
            continue
        evidence = [record.label for record in each.evidence]
        suggestion = Suggestion(rule=each.rule, advice=each.advice, reason=each.reason, evidence=evidence)
        suggestion.customer_id, suggestion.person_id = customer_id, turn.speaker.id
        turn.crm.suggestions.add(suggestion)
