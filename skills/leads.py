"""Leads: taken in, followed up, and made customers of."""

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Annotated

from skills.addresses import take_in, unread_phone
from skills.cards import field_pairs, short_card
from skills.lanes import beginning, enter
from skills.reply import Facts, Offer, Reply, Table
from skills.selection import SHOWN, called, confirm_several, selected
from skills.skill import skill
from skills.slots import Amount, Entity, Filters, LeadName, LeadSource, LeadStatus, Moment, NewName, Slot
from skills.turn import Refused, Turn, Unclear
from skills.wording import after_days, count_of, day, money
from storage.contacts import Contact
from storage.customers import Customer, bare_name
from storage.deals import Deal
from storage.leads import Lead
from storage.record import Record
from storage.stretches import stretches

Detail = Annotated[str, Slot("text", "What should I write down?")]
Reason = Annotated[str, Slot("text", "Why?")]
LONGEST = 40
"""Signs of an interest that may stand in the name of a deal."""
FOLLOW_UPS = {
    "open": (1, "get in touch with"),
    "contacted": (3, "follow up with"),
    "qualified": (2, "agree the next step with"),
    "unqualified": (90, "ask again how things stand with"),
}
"""What to do next about a lead of each status, and in how many days."""


@skill()
def add_lead(
    turn: Turn, name: NewName | None = None, company: Detail | None = None, source: LeadSource | None = None,
    email: Detail | None = None, phone: Detail | None = None, interest: Detail | None = None,
) -> Reply:  # fmt: skip
    """Add a lead, somebody who may become a customer, after checking for one who is already there."""
    called_so = name or company
    if not called_so:
        raise Unclear("Who is the lead?", "name")
    lead = Lead(name=called_so, company=company, source=source, interest=interest, status="open", owner=turn.speaker)
    take_in(turn, lead, email=email, phone=phone)
    _confirm_new(turn, lead)
    known = _known_of(turn, lead)
    turn.crm.leads.add(lead)
    turn.remember(lead)
    at = f" of {company}" if company and company != called_so else ""
    notes = [unread_phone(lead.phone), *known]
    said = f"Added the lead {called_so}{at}{f', from {source}' if source else ''}. You look after them."
    note = " ".join(note for note in notes if note)
    return Reply(said, (short_card(turn, lead),), note=note, offer=_follow_up(turn, lead))


def _confirm_new(turn: Turn, lead: Lead) -> None:
    """Ask first where the person may be a lead or a contact already."""
    alike: list[Lead | Contact] = [*turn.crm.leads.alike(lead)]
    alike += _contacts_like(turn, lead)
    if not alike:
        return
    first = alike[0]
    at = first.company if isinstance(first, Lead) else first.customer and first.customer.name
    what = f"the lead {first.name}" if isinstance(first, Lead) else f"the contact {first.name}"
    question = f"There is already {what}{f' of {at}' if at and at != first.name else ''}. Is that the same person, or"
    turn.confirm(f"{question} shall I create {lead.name} anyway?", field_pairs(turn, first))


def _contacts_like(turn: Turn, lead: Lead) -> list[Contact]:
    """The contacts with that address or number, and those of nearly that name at the lead's company."""
    contacts = turn.crm.contacts
    found = contacts.where(Contact.email.icontains(lead.email, autoescape=True)) if lead.email else []
    found = [each for each in found if (each.email or "").casefold() == (lead.email or "").casefold()]
    found += contacts.where(Contact.phone == lead.phone) if lead.phone else []
    homes = _customers_like(turn, lead)[:SHOWN] if lead.name != lead.company else []
    found += [each for home in homes for each in contacts.alike(lead.name, home, None, None)]
    return list(dict.fromkeys(found))


def _known_of(turn: Turn, lead: Lead) -> list[str]:
    """What is known of the lead's company, by its name or the domain of the e-mail address."""
    customers = _customers_like(turn, lead)
    colleagues = [each for each in turn.crm.leads.colleagues(lead) if each.id != lead.id]
    whose = f" of {customers[0].owner.name}" if customers and customers[0].owner else ""
    told = [f"{customers[0].name} is a customer already{whose}."] if customers else []
    people = [f"{each.name} ({each.status})" for each in colleagues[:3]]
    return [*told, f"Also a lead from there: {', '.join(people)}." if people else ""]


def _customers_like(turn: Turn, lead: Lead) -> list[Customer]:
    named = turn.crm.customers.alike(lead.company) if lead.company else []
    return list(dict.fromkeys([*named, *turn.crm.customers.at_website(lead.domain)]))


def _follow_up(turn: Turn, lead: Lead) -> Offer | None:
    """To be reminded of what usually comes next."""
    if lead.status not in FOLLOW_UPS:
        return None
    days, what = FOLLOW_UPS[lead.status]
    due = turn.speaker.working_day(turn.now.date() + timedelta(days=days))
    whom = f"{lead.name} of {lead.company}" if lead.company and lead.company != lead.name else lead.name
    on = day(due, turn.now.date())
    asked = f"Shall I remind you {on if on == 'tomorrow' else f'on {on}'} to {what} {lead.name}?"
    return Offer(asked, "remind_me", {"about": f"{what} {whom}", "due_at": due.isoformat()})


@skill()
def set_lead_status(
    turn: Turn, status: LeadStatus, lead: LeadName | None = None, reason: Reason | None = None,
    entity: Entity | None = None, filters: Filters | None = None,
) -> Reply:  # fmt: skip
    """Say where a lead stands, or all leads that you describe, with the reason."""
    leads = _leads(turn, lead, entity, filters)
    changing = [each for each in leads if each.status != status or (reason and each.reason != reason)]
    if not changing:
        turn.remember(*leads[:1])
        are = "is" if len(leads) == 1 else "are"
        return Reply(f"{called(leads)} {are} {status} already.")
    confirm_several(turn, f"Set to {status}:", changing, filters, lambda each: (_status(each), status))
    rows = [(each.name, each.status, status) for each in changing]
    for each in changing:
        each.status, each.reason = status, reason or (each.reason if each.status == status else None)
    turn.crm.session.flush()
    turn.remember(*changing[:SHOWN])
    return _stands(turn, changing, rows)


def _leads(turn: Turn, lead: Lead | None, entity: str | None, filters: list[object] | None) -> list[Lead]:
    if lead is None and filters is None:
        raise Unclear("Which lead is it?", "lead")
    if lead is None and entity and entity != "lead":
        raise Refused(f"A {entity} has no such status; a lead has. Say for example “set the open leads to contacted”.")
    found = [each for each in selected(turn, lead, "lead", filters) if isinstance(each, Lead)]
    left = [each for each in found if each.status != "converted"]
    if not left:
        raise Refused(f"{_what_became(turn, found[0])} Its status stays as it is.")
    return left


def _status(record: Record) -> str:
    return record.status if isinstance(record, Lead) else ""


def _stands(turn: Turn, leads: Sequence[Lead], rows: Sequence[tuple[str, str, str]]) -> Reply:
    """What was changed; of one lead also for how long it stood before, and what comes next."""
    lead, status = leads[0], leads[0].status
    why = f" Reason: {lead.reason}." if lead.reason else ""
    if len(leads) > 1:
        table = Table(("name", "before", "after"), tuple(rows[:SHOWN]))
        return Reply(f"{count_of(len(leads), 'lead')} are {status} now.{why}", (table,))
    before = [each for each in stretches(turn.crm, leads, "status")[lead.id] if each.until]
    stood = f" {after_days(before[-1].days(turn.now))}" if before and rows[0][1] != status else ""
    notes = {
        "qualified": f"Say “convert {lead.name}” to make a customer, a contact and a deal.",
        "unqualified": "" if lead.reason else "Tell me why, and it helps us find better ones.",
    }
    said = f"{lead.name}: {rows[0][1]} → {status}{stood}.{why}"
    return Reply(said, note=notes.get(status, ""), offer=_follow_up(turn, lead))


@skill()
def convert_lead(turn: Turn, lead: LeadName, amount: Amount | None = None, close_on: Moment | None = None) -> Reply:
    """Make a customer, a contact and a deal of a lead; what is known of the lead stays with them."""
    if lead.status == "converted":
        raise Refused(_what_became(turn, lead))
    customer, new_customer = _customer_of(turn, lead)
    contact, new_contact = _contact_of(turn, lead, customer)
    deal = Deal(name=turn.crm.deals.free_name(_deal_name(lead, customer)), customer=customer, contact=contact)
    deal.lead, deal.source, deal.owner, deal.amount = lead, lead.source, lead.owner or turn.speaker, amount
    deal.close_on = close_on.day if close_on else None
    enter(turn, deal, beginning(turn, None, None))
    turn.crm.deals.add(deal)
    lead.status = "converted"
    turn.crm.session.flush()
    turn.remember(lead, contact, deal, customer)
    made = [
        ("customer", customer.name + ("" if new_customer else " (was there already)")),
        *([("contact", contact.name + ("" if new_contact else " (was there already)"))] if contact else []),
        ("deal", f"{deal.name}{f', {money(amount)}' if amount is not None else ''}"),
    ]
    now = " now" if new_customer else ""
    said = f"Converted {lead.name}: {customer.name} is a customer{now}, with the deal {deal.name}."
    return Reply(said, (Facts("", tuple(made)),), note="Say “undo” to take all of it back.")


def _customer_of(turn: Turn, lead: Lead) -> tuple[Customer, bool]:
    """The customer that the lead's company is already, or a new one."""
    name = lead.company or lead.name
    same = [each for each in turn.crm.customers.alike(name) if bare_name(each.name) == bare_name(name)]
    if found := [*same, *turn.crm.customers.at_website(lead.domain)]:
        return found[0], False
    customer = Customer(name=name, owner=lead.owner or turn.speaker, website=lead.domain or None)
    customer.phone = lead.phone if name == lead.name else None
    return turn.crm.customers.add(customer), True


def _contact_of(turn: Turn, lead: Lead, customer: Customer) -> tuple[Contact | None, bool]:
    """The person, who may be there already; nobody where only a company was known."""
    if lead.name == lead.company:
        return None, False
    if found := turn.crm.contacts.alike(lead.name, customer, lead.email, lead.phone):
        return found[0], False
    contact = Contact(name=lead.name, customer=customer, email=lead.email, phone=lead.phone)
    return turn.crm.contacts.add(contact), True


def _deal_name(lead: Lead, customer: Customer) -> str:
    wanted = re.split(r"[,;.(]", lead.interest or "")[0].strip()
    return f"{customer.name}: {wanted}" if 0 < len(wanted) <= LONGEST else f"{customer.name} deal"


def _what_became(turn: Turn, lead: Lead) -> str:
    deal = turn.crm.deals.first(Deal.lead_id == lead.id)
    whose = f" It became {deal.customer.name} with the deal {deal.name}." if deal and deal.customer else ""
    return f"{lead.name} is converted already.{whose}"
