"""Small files to import, made by the tests."""

from datetime import UTC, datetime
from pathlib import Path

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)

PEOPLE = """name,email,team,role,time_zone
Ida Brandt,ida@house.test,sales,rep,Europe/Berlin
Omar Haddad,omar@house.test,support,agent,Europe/Paris
"""
CUSTOMERS = """name,industry,city,owner,revenue,payment terms
Quarry Lane Bakers,food,Leeds,Ida Brandt,120000,30 days
Fjordline Ferries,travel,Bergen,omar@house.test,"4,500,000",
"""
CONTACTS = """name,customer,title,email,birthday
Mina Sato,Quarry Lane Bakers,Owner,mina@quarry.example,1981-02-03
Per Dahl,Fjordline Ferries,Fleet Manager,per@fjordline.example,
"""


def folder(path: Path, **files: str) -> Path:
    """A folder with these files, named without their ending."""
    path.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (path / f"{name}.csv").write_text(text, encoding="utf-8", newline="")
    return path


def house(path: Path, **files: str) -> Path:
    """A folder with two colleagues, two customers, two contacts and these files."""
    return folder(path, **{"people": PEOPLE, "customers": CUSTOMERS, "contacts": CONTACTS, **files})
