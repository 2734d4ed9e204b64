"""The guide: three sentences that a newcomer may try, about customers that are really there."""

from bot.workspace.accounts import Account
from bot.workspace.wire import Payload
from storage.contacts import Contact
from storage.crm import Crm
from storage.customers import Customer

NEXT = {"title": "Ask what to do next", "message": "What should I do next?"}
EMPTY = (
    {"title": "Bring in your first customer", "message": "Add Acme Logistics as a customer"},
    {"title": "Write down what happened", "message": "Had a call with Acme Logistics, they want a quote by Friday"},
    NEXT,
)


def guide(crm: Crm, account: Account) -> list[Payload]:
    """What this person may try: to write something down, to look something up, to be advised."""
    contact = _contact(crm, account)
    if contact is None or contact.customer is None:
        return [dict(each) for each in EMPTY]
    customer = contact.customer.name
    said = f"Had a call with {contact.name} at {customer}, happy with the lockers, wants a quote by Friday"
    return [
        {"title": "Write down what happened", "message": said},
        {"title": "Look a customer up", "message": f"What do we know about {customer}?"},
        dict(NEXT),
    ]


def _contact(crm: Crm, account: Account) -> Contact | None:
    """Somebody at a customer of this person's own with an open deal, or else at any."""
    person = next((each for each in crm.people.all() if each.email == account.email), None)
    customers = crm.customers.where(Customer.owner == person) if person else []
    for customer in customers or crm.customers.where(limit=20):
        if crm.deals.open_of(customer) and (found := crm.contacts.at(customer)):
            return found[0]
    return None
