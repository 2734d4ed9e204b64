"""Formats: files that are no CSV but hold records too, as tables."""

from pathlib import Path

from storage.contacts import Contact
from storage.crm import Crm
from storage.exchange.address_book import card_tables
from storage.exchange.calendars import Guest, Guests, calendar_tables
from storage.exchange.directory import Directory
from storage.exchange.report import CannotImport, ImportReport
from storage.exchange.tables import Table
from storage.exchange.workbooks import workbook_tables

CARDS, CALENDARS, WORKBOOKS = (".vcf", ".vcard"), (".ics", ".ical"), (".xlsx", ".xlsm")
ENDINGS = (*CARDS, *CALENDARS, *WORKBOOKS)
NOBODY = "Say whose calendar {} is: set RAPPORT_ME to the e-mail address of a colleague, or share the file in a chat."


def formatted_paths(folder: Path) -> list[Path]:
    """The files of these formats in a folder, by name."""
    return sorted(path for path in folder.iterdir() if path.suffix.casefold() in ENDINGS) if folder.is_dir() else []


def formatted_tables(crm: Crm, path: Path, report: ImportReport, kind: str | None = None) -> list[Table]:
    """The tables of one such file; `kind` is what the rows of a single sheet are. Raises CannotImport."""
    ending = path.suffix.casefold()
    if ending in CARDS:
        return card_tables(path, report)
    if ending in WORKBOOKS:
        return workbook_tables(path, report, kind)
    if crm.actor is None:
        raise CannotImport(NOBODY.format(path.name))
    return calendar_tables(path, report, crm.now, crm.actor.zone, crm.actor.email, _guests(crm))


def _guests(crm: Crm) -> Guests:
    """The contacts by their addresses, as the directory spells them."""
    directory = Directory(crm.session.connection())
    contacts, customers = directory.shelf("contact"), directory.shelf("customer")
    found: Guests = {}
    for contact in crm.contacts.where(Contact.email.is_not(None)):
        home = customers.spelled(contact.customer_id) if contact.customer_id else ""
        spelled = contacts.spelled(contact.id, contact.customer_id)
        found.setdefault((contact.email or "").casefold(), Guest(spelled, home))
    return found
