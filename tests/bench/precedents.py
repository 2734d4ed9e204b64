"""Measures which solved cases are shown for a new one: `python -m tests.bench.precedents [THRESHOLD]`.

New cases as customers of the demo company might have, each with the solved ones that a person would want to see;
and every case of the demo against the others. What is shown and not among them counts against precision.
"""

import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from knowledge import precedents
from knowledge.encoder import Encoder
from knowledge.indexing import catch_up
from knowledge.precedents import Precedents
from storage.crm import Crm
from storage.demo import copy_demo
from storage.exchange.importing import import_folder
from storage.migrate import migrate
from storage.store import Store

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
WANTED = {
    "Locker went offline": ("Terminal offline over the weekend",),
    "Door will not close": ("Doors 7 and 8 jam after rain",),
    "Printer jams when paper is thick": (),
    "Battery does not hold charge": ("Four slots do not charge", "Locker charges slowly"),
    "Alarm did not reach anyone": ("Outage alarm not heard", "Alarm text went to a former nurse"),
    "Student accounts still active after leaving": ("Former students can still borrow",),
    "Wrong invoice address": ("Invoice names the wrong cost centre",),
    "Insects inside the locker": ("Wasps in door 9",),
    "Card reader rusty": ("Card reader corroded by salt",),
    "Fridge too warm in sunlight": ("Doors reach nine degrees in the sun", "Alarm, left unit at eleven degrees"),
    "Water in screen": ("Water inside the terminal window", "Condensation on door windows"),
    "Employee badge rejected at night": ("Night shift badges do not open",),
    "Cannot export the report": (),
    "Salesperson was rude": (),
    "Delivery is late": (),
    "The noise of the fan disturbs patients": (),
    "Name longer than 30 letters is cut": ("Long names cannot log in",),
    "Locker fell off the wall": (),
    "We want our money back": (),
    "Door jammed after heavy rain": ("Doors 7 and 8 jam after rain",),
    "Hinge broke in frost": ("Hinges freeze below minus eight", "Bottom row frozen shut"),
    "Laptop not wiped before next loan": ("Loaner handed out without a wipe",),
    "Data volume of the SIM used up": ("Terminal offline over the weekend",),
    "Maintenance visit did not happen": ("Yearly visit never took place",),
    "Plug melted": ("Socket 12 burnt a plug",),
    "Contract ends next year": (),
    "Please send a second key": ("Driver got the wrong truck keys",),
    "Where is my order": (),
    "Update broke the doors": ("Doors stay locked after the update",),
    "Training for new staff": (),
    "Invoices arrive in six pieces": ("Invoice names the wrong cost centre",),
    "Locker offline since the power cut": ("Terminal offline over the weekend", "Four slots do not charge"),
}


def main() -> None:
    """Print what is shown for each, precision and recall."""
    if len(sys.argv) > 1:
        precedents.ENOUGH = float(sys.argv[1])
    encoder = Encoder()
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "rapport.db")
        migrate(store)
        copy_demo(Path(folder) / "demo", NOW.date())
        import_folder(store, Path(folder) / "demo", NOW)
        while catch_up(store, encoder, None):
            pass
        with store.read(NOW) as crm:
            _measure(crm, encoder)
        store.close()


def _measure(crm: Crm, encoder: Encoder) -> None:
    shown = right = there = 0
    for subject, wanted in WANTED.items():
        found = [case.subject for case in Precedents(crm, encoder).of(subject)]
        good = [each for each in found if each in wanted]
        shown, right, there = shown + len(found), right + len(good), there + len(wanted)
        marks = ", ".join(f"{'+' if each in wanted else '-'} {each}" for each in found) or "nothing"
        print(f"{subject:45} {marks}")
    print(f"shown {shown}, right {right}: precision {right / max(1, shown):.0%}, recall {right / there:.0%}")
    print("\nEach case of the demo against the others")
    for case in crm.cases.all():
        for score, other in Precedents(crm, encoder).scored(case.subject)[:3]:
            if other is not case:
                print(f"{score:.2f}  {case.subject:45} {other.subject}")


if __name__ == "__main__":
    main()
