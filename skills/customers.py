"""Customers and the people at them: taking them in, and what to know of them."""

from typing import Annotated

from skills.addresses import take_in, unread_phone
from skills.cards import field_pairs, short_card
from skills.joining import joined
from skills.reply import Reply
from skills.skill import skill
from skills.slots import ContactName, CustomerName, Moment, NewName, PersonName, Slot
from skills.turn import Refused, Turn, Unclear
from storage.contacts import Contact
from storage.customers import Customer
from storage.feedback import Preference
from storage.folding import fold
from storage.leads import Lead
from storage.record import Record
from storage.threads import ChannelLink

Word = Annotated[str, Slot("text", "What should I write down?")]
Kept = Annotated[Customer | Contact | Lead, Slot("record", "Which of the two should stay?", "customer")]
Merged = Annotated[Customer | Contact | Lead, Slot("record", "Which one should be merged into it?", "customer")]
PreferenceText = Annotated[str, Slot("text", "What should I know of them?")]


@skill()
def add_customer(
    turn: Turn,
    name: NewName,
    industry: Word | None = None,
    city: Word | None = None,
    country: Word | None = None,
    website: Word | None = None,
    phone: Word | None = None,
    owner: PersonName | None = None,
) -> Reply:
    """Add a customer, after checking for one that is already there."""
    _confirm_new(turn, name, turn.crm.customers.alike(name, website))
    customer = Customer(name=name, industry=industry, city=city, website=website)
    take_in(turn, customer, country=country, phone=phone)
    customer.owner = owner or turn.speaker
    turn.crm.customers.add(customer)
    turn.remember(customer)
    whose = "You look" if customer.owner == turn.speaker else f"{customer.owner.name} looks"
    said = f"Added the customer {name}{f' in {city}' if city else ''}. {whose} after them."
    return Reply(said, (short_card(turn, customer),), note=unread_phone(customer.phone))


@skill()
def add_contact(
    turn: Turn,
    name: NewName,
    customer: CustomerName | None = None,
    title: Word | None = None,
    email: Word | None = None,
    phone: Word | None = None,
    birthday: Moment | None = None,
) -> Reply:
    """Add a person at a customer, after checking for one who is already there."""
    customer = customer or linked_customer(turn)
    if customer is None:
        raise Unclear(f"Which customer does {name} work for?", "customer")
    contact = Contact(name=name, customer=customer, title=title, birthday=birthday and birthday.day)
    take_in(turn, contact, email=email, phone=phone)
    _confirm_new(turn, name, turn.crm.contacts.alike(name, customer, contact.email, contact.phone))
    turn.crm.contacts.add(contact)
    turn.remember(customer, contact)
    said = f"Added {name}{f', {title},' if title else ''} at {customer.name}."
    return Reply(said, (short_card(turn, contact),), note=unread_phone(contact.phone))


def _confirm_new(turn: Turn, name: str, alike: list[Customer] | list[Contact]) -> None:
    if not alike:
        return
    first = alike[0]
    same = "Is that the same one" if isinstance(first, Customer) else "Is that the same person"
    question = f"There is already {_placed(first)}. {same}, or shall I create {name} anyway?"
    turn.confirm(question, field_pairs(turn, first))


def _placed(record: Customer | Contact) -> str:
    if isinstance(record, Customer):
        return f"{record.name} in {record.city}" if record.city else record.name
    return f"{record.name} at {record.customer.name}" if record.customer else record.name


@skill()
def note_preference(
    turn: Turn,
    preference: PreferenceText,
    contact: ContactName | None = None,
    customer: CustomerName | None = None,
) -> Reply:
    """Note what to know of a person or a customer, such as how they like to be reached."""
    whom: Record | None = contact or customer
    if whom is None:
        raise Unclear("Of whom should I note that?", "contact")
    kept = turn.crm.preferences.where(
        Preference.contact_id == contact.id
        if contact
        else (Preference.customer_id == whom.id) & Preference.contact_id.is_(None)
    )
    turn.remember(whom)
    if any(fold(each.text) == fold(preference) for each in kept):
        return Reply(f"I know that of {whom.label} already: {preference}.")
    home = contact.customer if contact else customer
    turn.crm.preferences.add(Preference(contact=contact, customer=home, text=preference))
    before = "; ".join(each.text for each in kept)
    return Reply(f"Noted of {whom.label}: {preference}.", note=f"Also known: {before}." if before else "")


@skill()
def link_channel(turn: Turn, customer: CustomerName) -> Reply:
    """Let this channel be about one customer from now on."""
    if turn.channel[:1] not in ("C", "G"):
        raise Refused("This is no channel that others see. Say it in the channel that is about them.")
    link = turn.crm.links.of_channel(turn.channel)
    if link and link.customer == customer:
        return Reply(f"This channel is about {customer.name} already.")
    if link:
        link.customer = customer
    else:
        turn.crm.links.add(ChannelLink(channel=turn.channel, customer=customer))
    turn.remember(customer)
    return Reply(f"From now on this channel is about {customer.name}: where you name no customer, I take them.")


@skill()
def unlink_channel(turn: Turn) -> Reply:
    """Let this channel be about no customer any more."""
    link = turn.crm.links.of_channel(turn.channel)
    if link is None:
        raise Refused("This channel is about no customer. Say “this channel is about …” to link it with one.")
    turn.crm.links.remove(link)
    turn.remember(link.customer)
    return Reply(f"This channel is no longer about {link.customer.name}: from now on I ask where you name no customer.")


@skill(confirm=True)
def merge_customers(turn: Turn, keep: Kept, merge: Merged) -> Reply:
    """Make one of two customers, contacts or leads, with both their histories; it asks first and can be undone."""
    return joined(turn, keep, merge)


def linked_customer(turn: Turn) -> Customer | None:
    """The customer that this channel is about, if there is one."""
    link = turn.crm.links.of_channel(turn.channel)
    return link.customer if link else None
