"""Colleagues as the workspace knows them: found by address, those removed included."""

from sqlalchemy import func, select

from storage.crm import Crm
from storage.people import Person


def with_address(crm: Crm, address: str) -> Person | None:
    """Whoever has or had this e-mail address; a removed colleague has `deleted_at`."""
    found = select(Person).where(func.lower(Person.email) == address.casefold())
    return crm.session.scalars(found.execution_options(deleted_too=True)).first()


def known_by(crm: Crm, address: str) -> Person | None:
    """The colleague with this e-mail address, unless they were removed."""
    found = with_address(crm, address)
    return None if found is None or found.deleted_at else found


def standing(crm: Crm) -> dict[str, bool]:
    """Every e-mail address that the records know, in lower case, and whether its colleague is still there."""
    found = select(Person.email, Person.deleted_at).execution_options(deleted_too=True)
    return {email.casefold(): deleted_at is None for email, deleted_at in crm.session.execute(found).all()}
