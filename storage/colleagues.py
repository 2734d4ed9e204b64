"""Colleagues as the workspace knows them: found by address, those removed included."""

from sqlalchemy import func, select

from storage.crm import Crm
from storage.people import Person


def with_address(crm: Crm, address: str) -> Person | None:
    """Whoever has or had this e-mail address; a removed colleague has `deleted_at`."""
    found = select(Person).where(func.lower(Person.email) == address.casefold())
    return crm.session.scalars(found.execution_options(deleted_too=True)).first()
