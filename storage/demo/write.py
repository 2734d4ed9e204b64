"""Writes the files of the demo company from the hand-written sources: `python -m storage.demo.write`."""

import csv
import random
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime, timedelta
from pathlib import Path

from storage.demo.companies import Company, PhoneBook, companies, mailbox
from storage.demo.days import ANCHOR, day, moment
from storage.demo.history import everyday, house, told
from storage.demo.source import table
from storage.demo.stays import stays

Row = dict[str, object]

FOLDER = Path(__file__).parent
SEED = 2026
RENEWED = 6  # of so many customers one has a contract to be renewed
BULK_QUANTITY, BULK_PRICE = 8, 0.95


def people() -> list[Row]:
    """The people of the house."""
    rows = table("people")
    return [
        {"name": name, "email": f"{name.split()[0].lower()}@rapport.test", "team": team, "role": role,
         "time_zone": zone}
        for name, team, role, zone in rows
    ]  # fmt: skip


def customers(found: list[Company], phones: PhoneBook) -> list[Row]:
    """One row a company; unknown figures stay empty."""
    return [
        {"name": one.name, "industry": one.industry, "city": one.city, "country": one.country,
         "website": f"https://www.{one.domain}.example", "phone": phones.number(one.country), "owner": one.owner,
         "revenue": one.revenue or "", "employees": one.employees or "",
         "created_at": ANCHOR - timedelta(weeks=one.weeks, days=4), "payment terms": one.payment_terms,
         "renewal_on": ANCHOR + timedelta(days=9 + 4 * place) if place % RENEWED == 0 else ""}
        for place, one in enumerate(found)
    ]  # fmt: skip


def contacts(found: list[Company], phones: PhoneBook, chance: random.Random) -> list[Row]:
    """One row a person."""
    languages = {country: language for country, language, _ in table("countries")}
    return [
        {"name": person.name, "customer": one.name, "title": person.title,
         "email": f"{mailbox(person.name)}@{one.domain}.example", "phone": phones.number(one.country),
         "birthday": person.birthday, "newsletter": chance.choice(("yes", "yes", "no")),
         "language": languages[one.country]}
        for one in found for person in one.contacts
    ]  # fmt: skip


def leads(phones: PhoneBook) -> list[Row]:
    """One row a lead."""
    return [
        {"name": name, "company": company, "source": source, "status": status, "owner": owner,
         "email": f"{mailbox(name)}@{domain}.example", "phone": phones.number(country), "interest": interest,
         "created_at": day(created)}
        for name, company, domain, source, status, owner, interest, created, country in table("leads")
    ]  # fmt: skip


def deals(found: list[Company]) -> list[Row]:
    """One row a deal, owned by who owns the customer."""
    owners = {one.name: one.owner for one in found}
    return [
        {"name": name, "customer": customer, "amount": amount, "product": product, "stage": stage,
         "close_on": day(close), "owner": owners[customer], "source": source, "created_at": day(created),
         "closed_at": day(closed) if closed else "", "reason": reason}
        for name, customer, product, amount, stage, close, created, closed, source, reason in table("deals")
    ]  # fmt: skip


def products() -> list[Row]:
    """One row a product."""
    header = ("name", "price", "stock", "vendor", "category", "description")
    return [dict(zip(header, row, strict=True)) for row in table("products")]


def orders() -> list[Row]:
    """One row an ordered product, oldest first; large quantities are cheaper."""
    rows: list[Row] = []
    for customer, *purchases in table("orders"):
        for purchase in purchases[0].split(";"):
            when, wanted = purchase.split(":")
            rows += [_order(customer, day(when), item) for item in wanted.split(",")]
    return sorted(rows, key=lambda row: str(row["ordered_on"]))


def _order(customer: str, ordered_on: date, item: str) -> Row:
    quantity, word = item.split(maxsplit=1)
    product, price = next((row[0], row[1]) for row in table("products") if word in row[0])
    amount = int(quantity) * float(price) * (BULK_PRICE if int(quantity) >= BULK_QUANTITY else 1)
    return {"customer": customer, "product": product, "quantity": quantity, "amount": round(amount),
            "ordered_on": ordered_on}  # fmt: skip


def cases() -> list[Row]:
    """One row a case, numbered in the order they were opened."""
    zones = dict(house().values())
    header = ("subject", "customer", "contact", "product", "priority", "status", "assignee")
    rows: list[Row] = []
    for *known, opened, closed, resolution in table("cases"):
        zone = zones[known[-1]]
        rows.append(dict(zip(header, known, strict=True)) | {
            "opened_at": moment(opened, zone), "closed_at": moment(closed, zone) if closed else "",
            "resolution": resolution,
        })  # fmt: skip
    rows.sort(key=lambda row: str(row["opened_at"]))
    return [{"number": number} | row for number, row in enumerate(rows, 1)]


def interactions(found: list[Company], chance: random.Random) -> list[Row]:
    """One row an interaction, oldest first."""
    entries = told(found) + everyday(found, chance)
    return [asdict(entry) for entry in sorted(entries, key=lambda entry: entry.happened_at)]


def campaigns() -> list[Row]:
    """One row a campaign."""
    return [
        {"name": name, "channel": channel, "status": status, "segment": segment, "budget": budget,
         "starts_on": day(starts), "ends_on": day(ends)}
        for name, channel, status, segment, budget, starts, ends in table("campaigns")
    ]  # fmt: skip


def feedback(opened: list[Row]) -> list[Row]:
    """One row a score; the case stands by its number."""
    numbers = {case["subject"]: case["number"] for case in opened} | {"": ""}
    return [
        {"customer": customer, "contact": contact, "case": numbers[subject], "score": score, "scale": scale,
         "comment": comment, "given_at": moment(f"{given} 16:00", "UTC")}
        for customer, contact, subject, scale, score, given, comment in table("feedback")
    ]  # fmt: skip


def preferences() -> list[Row]:
    """One row a thing to know of a contact."""
    return [dict(zip(("contact", "customer", "text"), row, strict=True)) for row in table("preferences")]


def reminders() -> list[Row]:
    """One row a reminder, due by the clocks of the person."""
    zones = dict(house().values())
    return [
        {"about": about, "due_at": moment(due, zones[person]), "customer": customer, "person": person,
         "every": every}
        for person, about, due, every, customer in table("reminders")
    ]  # fmt: skip


def absences() -> list[Row]:
    """One row an absence, by days before today."""
    return [
        {"person": person, "first_day": day(first), "last_day": day(last), "stand_in": stand_in, "reason": reason}
        for person, first, last, stand_in, reason in table("absences")
    ]  # fmt: skip


def tables() -> dict[str, list[Row]]:
    """All rows by the name of their file; the same at every call."""
    chance, phones = random.Random(SEED), PhoneBook()
    found, opened = companies(chance), cases()
    offered = deals(found)
    return {
        "people": people(), "customers": customers(found, phones), "contacts": contacts(found, phones, chance),
        "leads": leads(phones), "deals": offered, "stays": stays(offered), "products": products(), "orders": orders(),
        "cases": opened, "interactions": interactions(found, chance), "campaigns": campaigns(),
        "feedback": feedback(opened), "preferences": preferences(), "reminders": reminders(), "absences": absences(),
    }  # fmt: skip


def text(value: object) -> str:
    """A value as it stands in a file: days and moments in ISO 8601, nothing for none."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    return "" if value is None else str(value)


def write(path: Path, rows: Iterable[Row]) -> None:
    """Write rows that all have the same fields."""
    listed = list(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(listed[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows({field: text(value) for field, value in row.items()} for row in listed)


if __name__ == "__main__":
    for name, rows in tables().items():
        write(FOLDER / f"{name}.csv", rows)
