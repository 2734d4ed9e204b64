"""E-mail addresses and phone numbers, checked before they are kept."""

from skills.turn import Refused, Turn
from storage.contacts import Contact
from storage.customers import Customer
from storage.record import Record, Welcomed


def email_address(said: str) -> str:
    """The address as it is kept. Raises Refused when it is none."""
    import email_validator

    email_validator.SPECIAL_USE_DOMAIN_NAMES.clear()  # companies do use .local and the like among themselves
    try:
        checked = email_validator.validate_email(said.strip(), check_deliverability=False)
    except email_validator.EmailNotValidError:
        raise Refused(f"“{said}” is no e-mail address. It should look like dana@acme.com.") from None
    return checked.normalized


def phone_number(said: str) -> str | None:
    """The number as it is written internationally, such as `+49 30 5550112`; None when it cannot be read as one."""
    import phonenumbers

    try:
        number = phonenumbers.parse(said)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL))


def unread_phone(kept: str | None) -> str:
    """What to say of a number that was kept as it was said; nothing when it could be read."""
    if not kept or phone_number(kept):
        return ""
    return f"I could not read {kept} as an international number, so I kept it as you said it."


def home_country(turn: Turn, record: Record) -> str | None:
    """Where a record's telephone is: in the customer's country, else where the house is; None where none is known."""
    customer = record.customer if isinstance(record, Contact) else record
    known = customer.country if isinstance(customer, Customer) else None
    return known or turn.crm.country or None


def take_in(turn: Turn, record: Welcomed, **said: str | None) -> None:
    """Set an e-mail address, a number or a country as such are kept. Raises Refused for what is no address."""
    for name, written in said.items():
        if written and name == "email":
            record.keep(name, written, email_address(written))
        elif written:
            record.welcome(name, written, home_country(turn, record))
