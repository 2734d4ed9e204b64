"""Advice: what to do next and why."""

from knowledge.advice import Advice, Scope, advise
from knowledge.market import Wanted
from knowledge.opportunities import opportunities
from skills.reply import Button, Citation, Hint, Reply
from skills.skill import skill
from skills.slots import CustomerName, PersonName, ProductName
from skills.turn import Turn
from storage.customers import Customer
from storage.interactions import Interaction
from storage.people import Person
from storage.products import Order, Product
from storage.record import Record, Textual
from storage.suggestions import Suggestion

NAMED = 4
SETTLE = "settle_suggestion"
"""The skill that puts a suggestion off or turns it down."""
HOW = (
    "By orders: what similar customers buy, what others went on to, what is ordered again or in growing lots. First "
    "what is likeliest and largest, more so for healthy customers, then by lifetime value. Lift is how many times "
    "likelier it is than among all. Of many customers the 200 who bought for most; none to whom it is on offer already."
)


@skill()
def suggest_action(turn: Turn, customer: CustomerName | None = None, person: PersonName | None = None) -> Reply:
    """Suggest what to do next, each with its reason, its evidence and a button that does it."""
    found = advise(Scope(turn.crm, turn.now.date(), _whose(turn, customer, person), customer))
    whom = customer.name if customer else person.name if person else ""
    if not found:
        return Reply(f"Nothing presses{f' with {whom}' if whom else ''}: no promise is open, nothing is overdue.")
    turn.remember(*(each.customer for each in reversed(found)))
    next_steps = "What I would do next" + (f" with {whom}" if whom else "")
    return _told(turn, f"{next_steps}: {found[0].advice}.", found)


@skill()
def find_opportunities(turn: Turn, product: ProductName | None = None, customer: CustomerName | None = None) -> Reply:
    """Find who could buy what next: cross-selling and upselling, each with its reason and the orders behind it."""
    owner = None if product or customer else _whose(turn, None, None)
    found, held = opportunities(turn.crm, turn.now.date(), Wanted(customer, product, owner))
    turn.remember(product, customer)
    note = f"{_left_out(held)}{HOW}"
    if customer and held:
        why = held[customer.name]
        return Reply(f"I would offer {customer.name} nothing now: {why}.", note=HOW)
    if not found:
        return Reply(_no_chance(product, customer), note=note)
    return _told(turn, f"The best chance: {_lowered(found[0].advice)}.", found, note)


def _left_out(held: dict[str, str]) -> str:
    """The customers to whom nothing is offered now, with the reason."""
    told = [f"{name} ({why})" for name, why in held.items()]
    more = f" and {len(told) - NAMED} more" if len(told) > NAMED else ""
    return f"Left out for now: {', '.join(told[:NAMED])}{more}. " if told else ""


def _lowered(words: str) -> str:
    return words[:1].lower() + words[1:]


def _no_chance(product: Product | None, customer: Customer | None) -> str:
    what = f" {product.name}" if product else " anything"
    whom = f" to {customer.name}" if customer else ""
    return f"The orders give no reason to offer{what}{whom} now."


def _told(turn: Turn, text: str, found: list[Advice], note: str = "") -> Reply:
    """Advice as a reply: numbered, each citing its evidence, with the buttons that settle it."""
    citations = tuple(_citations(found))
    numbers = {(each.kind, each.id): each.number for each in citations}
    kept = zip(found, _keep(turn, found), strict=True)
    hints = tuple(_hint(place, each, id, numbers) for place, (each, id) in enumerate(kept, 1))
    buttons = tuple(Button(f"{place}: {each.label}", each.says) for place, each in enumerate(found, 1))
    return Reply(text, hints, buttons, citations, note)


def _whose(turn: Turn, customer: Customer | None, person: Person | None) -> Person | None:
    """The person whose customers are looked at; whoever owns none looks at everybody's."""
    if person or customer:
        return person or turn.speaker
    return turn.speaker if turn.crm.customers.first(Customer.owner_id == turn.speaker.id) else None


def _hint(place: int, advice: Advice, id: int, numbers: dict[tuple[str, int], int]) -> Hint:
    """A suggestion at its place; `id` is that under which it is kept."""
    cited = " ".join(f"[{numbers[each.kind, each.id]}]" for each in advice.evidence)
    do = Button(f"Do it: {_lowered(advice.label)}", advice.says, style="primary" if place == 1 else "")
    return Hint(f"{place}. {advice.advice}", advice.reason, cited, (do, *_settling(id, advice.advice)))


def _settling(id: int, advice: str) -> tuple[Button, Button]:
    """The buttons that put a suggestion off and turn it down."""
    slots = {"suggestion": id}
    later = {"skill": SETTLE, "slots": slots | {"outcome": "later"}}
    never = {"skill": SETTLE, "slots": slots | {"outcome": "dismissed"}}
    return (
        Button("Later", f"later: {advice}", intent=later),
        Button("Not useful", f"not useful: {advice}", intent=never),
    )


def _citations(found: list[Advice]) -> list[Citation]:
    records = dict.fromkeys(record for advice in found for record in advice.evidence)
    return [Citation(number, each.kind, each.id, _text(each), _said_at(each)) for number, each in enumerate(records, 1)]


def _said_at(record: Record) -> str:
    """Where in Slack it was said, if it was."""
    return (record.source or "") if isinstance(record, Interaction) else ""


def _text(record: Record) -> str:
    if isinstance(record, Order):
        on = f" on {record.ordered_on:%Y-%m-%d}" if record.ordered_on else ""
        return f"Order{f' of {record.customer.name}' if record.customer else ''}{on}: {record.label}"
    return record.passage() if isinstance(record, Textual) else f"{record.kind} {record.label}"


def _keep(turn: Turn, found: list[Advice]) -> list[int]:
    """Keep what was suggested, once while it stands, so that its outcome can be told; returns the ids."""
    kept = [_standing(turn, each) or turn.crm.suggestions.add(_suggestion(turn, each)) for each in found]
    turn.crm.session.flush()
    return [each.id for each in kept]


def _standing(turn: Turn, advice: Advice) -> Suggestion | None:
    """The same suggestion, where it stands already."""
    customer_id = advice.customer.id if advice.customer else None
    same = (Suggestion.person_id == turn.speaker.id, Suggestion.customer_id == customer_id)
    return turn.crm.suggestions.first(*same, Suggestion.advice == advice.advice, Suggestion.status == "shown")


def _suggestion(turn: Turn, advice: Advice) -> Suggestion:
    evidence = [record.label for record in advice.evidence]
    made = Suggestion(rule=advice.rule, advice=advice.advice, reason=advice.reason, evidence=evidence)
    made.custom = {"says": advice.says}
    made.customer_id, made.person_id = advice.customer.id if advice.customer else None, turn.speaker.id
    return made
