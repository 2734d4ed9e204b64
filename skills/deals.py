"""Deals: opened, moved along their stages, won or lost, and what they will bring."""

from collections.abc import Iterator
from typing import Annotated

from skills.cards import field_pairs, short_card
from skills.customers import linked_customer
from skills.lanes import (
    beginning,
    destination,
    enter,
    is_there,
    pipeline_meant,
    pipeline_words,
    stage_words,
)
from skills.outlook import Outlook
from skills.quoting import joined
from skills.reply import Button, Reply, Table
from skills.selection import SHOWN, called, confirm_several, selected
from skills.skill import skill
from skills.slots import (
    Amount,
    CustomerName,
    DealName,
    Entity,
    Filters,
    Grouping,
    Moment,
    NewName,
    Outcome,
    PersonName,
    PipelineName,
    ProductName,
    Slot,
    Span,
    Stage,
)
from skills.turn import Option, Refused, Turn, Unclear
from skills.wording import after_days, day, money
from skills.worries import Those, focus_of, worries
from storage.customers import Customer
from storage.deals import Deal
from storage.pipelines import STEP, Pipeline
from storage.pipelines import Stage as Step
from storage.record import Record
from storage.stretches import stretches

Reason = Annotated[str, Slot("text", "Why was it lost?")]


@skill()
def add_deal(
    turn: Turn, customer: CustomerName | None = None, name: NewName | None = None, amount: Amount | None = None,
    product: ProductName | None = None, stage: Stage | None = None, close_on: Moment | None = None,
    pipeline: PipelineName | None = None,
) -> Reply:  # fmt: skip
    """Open a deal with a customer, after checking for one that is already there."""
    customer = customer or linked_customer(turn)
    if customer is None:
        raise Unclear("Which customer is the deal with?", "customer")
    begins = beginning(turn, pipeline_meant(turn, pipeline), stage)
    deal = Deal(name=name or _named_after(customer, product), customer=customer, product=product, amount=amount)
    _confirm_new(turn, deal, named=name is not None)
    deal.name = turn.crm.deals.free_name(deal.name)
    deal.owner, deal.close_on = turn.speaker, close_on.day if close_on else None
    enter(turn, deal, begins)
    turn.crm.deals.add(deal)
    turn.remember(customer, deal)
    worth = f" worth {_price(deal)}" if amount is not None else ""
    closing = f", to close {day(deal.close_on, turn.now.date())}" if deal.close_on else ""
    where = f"in {stage_words(begins)}{pipeline_words(begins)} ({deal.chance} %)"
    said = f"Opened the deal {deal.name} with {customer.name}{worth}, {where}{closing}."
    note = (
        ""
        if amount is not None or "add_line" in turn.then
        else "Tell me what it is worth, and it counts in the forecast."
    )
    return Reply(said, (short_card(turn, deal),), note=note)


def _named_after(customer: Customer, product: Record | None) -> str:
    return f"{customer.name}: {product.label}" if product else f"{customer.name} deal"


def _confirm_new(turn: Turn, deal: Deal, named: bool) -> None:
    alike = turn.crm.deals.alike(deal, named)
    if not alike:
        return
    whose = f" with {deal.customer.name}" if deal.customer else ""
    question = f"There is already the open deal {alike[0].name}{whose}. Is that the same one, or shall I open another?"
    turn.confirm(question, field_pairs(turn, alike[0]))


@skill()
def move_deal(
    turn: Turn, stage: Stage | None = None, deal: DealName | None = None, entity: Entity | None = None,
    filters: Filters | None = None, pipeline: PipelineName | None = None,
) -> Reply:  # fmt: skip
    """Move a deal, or all deals that you describe, to another stage or another pipeline."""
    if stage is None and pipeline is None:
        raise Unclear(_to_where(turn, deal), "stage", _stages_ahead(turn, deal))
    deals, whole = _deals(turn, deal, entity, filters), pipeline_meant(turn, pipeline)
    goals = {each.id: destination(turn, each, whole, stage) for each in deals}
    changing = [each for each in deals if not is_there(each, goals[each.id])]
    if not changing:
        turn.remember(*deals[:1])
        return Reply(f"{called(deals)} {'is' if len(deals) == 1 else 'are'} in {_where(goals[deals[0].id])} already.")
    to = _where(goals[changing[0].id]) if stage not in STEP else f"the {stage} stage"
    confirm_several(turn, f"Move to {to}:", changing, filters, lambda each: _passage(each, goals[each.id]))
    _confirm_elsewhere(turn, changing, goals, whole)
    rows = [(each.name, each.stage, stage_words(goals[each.id])) for each in changing]
    for each in changing:
        enter(turn, each, goals[each.id])
    turn.crm.session.flush()
    turn.remember(*(each.customer for each in changing[:1]), *changing[:SHOWN])
    if len(changing) > 1:
        return Reply(f"Moved {called(changing)} to {to}.", (Table(("name", "before", "after"), tuple(rows[:SHOWN])),))
    return _moved(turn, changing[0], rows[0][1], goals[changing[0].id])


def _to_where(turn: Turn, deal: Deal | None) -> str:
    return f"To which stage? {deal.name} is in {deal.stage}." if deal else "To which stage?"


def _stages_ahead(turn: Turn, deal: Deal | None) -> list[Option]:
    """The other stages that the deal can be in."""
    pipeline = (deal.pipeline if deal else None) or turn.crm.pipelines.default
    names = [each.name for each in pipeline.open_stages if deal is None or each.name != deal.stage]
    return [Option(name, name) for name in names]


def _confirm_elsewhere(turn: Turn, deals: list[Deal], goals: dict[int, Step], told: Pipeline | None) -> None:
    """Ask before a deal changes its pipeline for a stage that only another one has."""
    one, goal = deals[0], goals[deals[0].id]
    if told is None and goal.pipeline_id != one.pipeline_id and one.pipeline:
        question = f"{goal.name} is a stage of {goal.pipeline.name}, and {one.name} is in {one.pipeline.name}."
        before = f"{one.stage} of {one.pipeline.name}"
        change = (one.name, before, f"{goal.name} of {goal.pipeline.name}")
        turn.confirm(f"{question} Shall I move it to {goal.pipeline.name}?", changes=[change])


def _passage(deal: Record, goal: Step) -> tuple[str, str]:
    return deal.stage if isinstance(deal, Deal) else "", stage_words(goal)


def _where(goal: Step) -> str:
    return f"{stage_words(goal)}{pipeline_words(goal)}"


def _moved(turn: Turn, deal: Deal, before: str, goal: Step) -> Reply:
    said = f"{deal.name}: {before} → {_where(goal)}{_after(turn, deal)}."
    if deal.is_open:
        return Reply(f"{said} {_counts(deal)}")
    if deal.stage == "lost":
        return Reply(f"{said} Why? Say “{deal.name} was lost because …”, and it is in the reports.")
    return Reply(said, buttons=tuple(_next_steps(deal)))


def _deals(turn: Turn, deal: Deal | None, entity: str | None, filters: list[object] | None) -> list[Deal]:
    if deal is None and filters is None:
        raise Unclear("Which deal is it?", "deal")
    if deal is None and entity and entity != "deal":
        raise Refused(f"A {entity} has no stage; a deal has. Say for example “move my open deals to proposal”.")
    return [each for each in selected(turn, deal, "deal", filters) if isinstance(each, Deal)]


def _after(turn: Turn, deal: Deal) -> str:
    """How long it was in the stage before."""
    left = [each for each in stretches(turn.crm, [deal], "stage")[deal.id] if each.until]
    return f" {after_days(left[-1].days(turn.now))}" if left else ""


def _counts(deal: Deal) -> str:
    """What it counts for in the forecast now."""
    if deal.amount is None:
        return f"It is won with {deal.chance} %; it has no amount yet."
    return f"It counts with {money(deal.weighted, deal.currency)} now, {deal.chance} % of {_price(deal)}."


@skill()
def close_deal(
    turn: Turn, deal: DealName, outcome: Outcome, amount: Amount | None = None, reason: Reason | None = None
) -> Reply:
    """Close a deal that is won, or lost with the reason."""
    if deal.stage == outcome and amount in (None, deal.amount) and reason in (None, deal.reason):
        raise Refused(f"{deal.name} is {outcome} already.")
    if outcome == "lost" and not (reason or deal.reason):
        raise Unclear(f"Why was {deal.name} lost?", "reason")
    before, was = deal.stage, _price(deal)
    if deal.stage != outcome:
        deal.enter(outcome, turn.now)
    agreed = amount if amount is not None else deal.amount
    changed = f" (it was {was})" if was and agreed != deal.amount else ""
    deal.amount, deal.reason = agreed, reason or (deal.reason if outcome == before else None)
    turn.crm.session.flush()
    turn.remember(deal.customer, deal)
    took = (turn.now - deal.created_at).days
    said = f"{outcome.capitalize()}: {deal.name}{f', {_price(deal)}{changed}' if deal.amount is not None else ''}"
    why = f" Reason: {deal.reason}." if deal.reason else ""
    again = f" It was {before} before." if before in ("won", "lost") and before != outcome else ""
    buttons = tuple(_next_steps(deal)) if outcome == "won" else ()
    return Reply(f"{said}, {after_days(took)}.{why}{again}", buttons=buttons)


def _next_steps(deal: Deal) -> Iterator[Button]:
    """What is next once a deal is won: the order, and a word with the customer."""
    if deal.customer and deal.product:
        yield Button("Record the order", f"{deal.customer.name} ordered {_goods(deal)}")
    if deal.customer:
        says = f"remind me in two weeks at 9 to ask {deal.customer.name} how it goes with {deal.name}"
        yield Button("Remind me to ask how it goes", says)


def _goods(deal: Deal) -> str:
    """What is ordered once the deal is won, for what the deal is worth: `4 × P24 and 2 × Care Plan for 16,320`."""
    bought = [line.label for line in deal.standing if line.product] or [deal.product.name if deal.product else ""]
    return f"{joined(bought)}{f' for {_price(deal)}' if deal.amount else ''}"


def _price(deal: Deal) -> str:
    return money(deal.amount, deal.currency) if deal.amount is not None else ""


@skill()
def show_forecast(
    turn: Turn, period: Span | None = None, owner: PersonName | None = None, by: Grouping | None = None,
    pipeline: PipelineName | None = None,
) -> Reply:  # fmt: skip
    """Show what the open deals will bring, weighted by their chances, against the goal, and what is at risk and why."""
    meant = pipeline_meant(turn, pipeline)
    if by is None and (focus := focus_of(turn.text)):
        return worries(turn, Those(period, owner, meant), focus)
    return Outlook.of(turn, period, owner, meant).reply(by)
