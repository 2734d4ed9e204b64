"""Prompts: what there is to say next, as Slack suggests it; each is a sentence that Rapport understands."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from bot.understanding.intents import Intent
from storage.people import Person

MOST = 4
LONGEST_NAME = 60
MONDAY, FRIDAY, NOON = 0, 4, 12


class Prompt(NamedTuple):
    """Something to say: what is shown, what is said, and the skill that serves it."""

    title: str
    message: str
    skill: str

    def wire(self) -> dict[str, str]:
        """As Slack takes it."""
        return {"title": self.title, "message": self.message}


DAY = Prompt("What is on for today?", "What should I do today?", "suggest_action")
NEXT = Prompt("What is next?", "What should I do next?", "suggest_action")
DEALS = Prompt("Show my open deals", "Show my open deals", "find_records")
HELP = Prompt("What can you do?", "help", "help")
REMINDERS = Prompt("My reminders for today", "Show my reminders for today", "list_reminders")
CALL = Prompt("Whom to call next", "Who should I call next?", "suggest_action")
CLOSING = Prompt("My deals that close this week", "Which of my deals close this week?", "find_records")
WON = Prompt("Deals won this week", "Which deals did we win this week?", "find_records")
DUE = Prompt("Cases due today", "Which cases are due today?", "find_records")
CASES = Prompt("Show my open cases", "Show my open cases", "find_records")
LATE = Prompt("Cases that are late", "Which cases are late?", "find_records")
FORECAST = Prompt("Forecast for this month", "Forecast for this month", "show_forecast")
IMPROVE = Prompt("What should we improve?", "What should we improve?", "suggest_improvements")
DESKS = Prompt("Who has how much to do?", "How much work is on whose desk?", "show_team")
RISKS = Prompt("Customers who may leave", "Which customers may leave?", "find_churn_risks")
LEADS = Prompt("New leads", "Which leads are new?", "find_records")
EXCEL = Prompt("As an Excel file", "Export that as Excel", "export_records")

USUAL = (DAY, DEALS, HELP)
"""What is suggested where nothing is known of the person, as in manifest.json."""

OF_ROLE = {
    "rep": ((DAY, REMINDERS, DEALS), (CALL, DEALS, REMINDERS)),
    "agent": ((DUE, CASES, REMINDERS), (CASES, LATE, NEXT)),
    "manager": ((DAY, LATE, FORECAST), (IMPROVE, RISKS, DESKS)),
    "marketing": ((DAY, LEADS, REMINDERS), (LEADS, RISKS, REMINDERS)),
    "admin": ((DAY, DESKS, FORECAST), (IMPROVE, DESKS, RISKS)),
}
"""By role, for the morning and for the afternoon."""

OF_DAY = {
    ("rep", MONDAY): CLOSING,
    ("rep", FRIDAY): WON,
    ("manager", MONDAY): FORECAST,
    ("manager", FRIDAY): WON,
    ("agent", MONDAY): LATE,
}
"""What matters on one day of the week."""


def prompts_for(
    person: Person | None, now: datetime, intents: Sequence[Intent] = (), customer: str = ""
) -> list[Prompt]:
    """What fits the moment, at most four: after what was just done, else by day and role; none of it is shown twice.

    `now` is in any time zone. `customer` is whom the channel is about that the person looks at, "" for nobody.
    """
    if intents:
        return after(intents[-1])[:MOST]
    if person is None:
        return list(USUAL)
    here = now.astimezone(person.zone)
    morning, later = OF_ROLE.get(person.role, OF_ROLE["rep"])
    special = OF_DAY.get((person.role, here.weekday()))
    about = [_brief(customer)] if 0 < len(customer) <= LONGEST_NAME else []
    found = [*about, *([special] if special else []), *(morning if here.hour < NOON else later)]
    return [*list(dict.fromkeys(found))[: MOST - 1], HELP]


def after(intent: Intent) -> list[Prompt]:
    """What one often wants next after this was done; nothing where that cannot be told."""
    name = _whom(intent.slots)
    if intent.skill in ("find_records", "report"):
        return [EXCEL, NEXT]
    if not name:
        return []
    remind = Prompt("Remind me to call them", f"Remind me tomorrow at 9 to call {name}", "remind_me")
    case = Prompt("Open a case for them", f"Open a case for {name}", "open_case")
    advice = Prompt("What next with them?", f"What should I do next with {name}?", "suggest_action")
    health = Prompt("How healthy are they?", f"How healthy is {name}?", "show_health")
    found = {
        "log_interaction": [remind, case, advice],
        "open_case": [remind, _history(name), _brief(name)],
        "brief_customer": [advice, remind, health, _history(name)],
        "show_record": [_brief(name), advice, _history(name)],
        "show_timeline": [_brief(name), advice],
        "add_customer": [remind],
        "add_deal": [remind, advice, DEALS],
    }
    return found.get(intent.skill, [])


def _brief(name: str) -> Prompt:
    return Prompt(f"Brief me on {name}", f"Brief me on {name}", "brief_customer")


def _history(name: str) -> Prompt:
    return Prompt("What happened with them?", f"What happened with {name}?", "show_timeline")


def _whom(slots: dict[str, Any]) -> str:
    """The customer that it is about, where one is known beyond doubt and not too long to show."""
    found = (slots.get(name) for name in ("customer", "record"))
    names = (str(each["name"]) for each in found if isinstance(each, dict) and each.get("kind") == "customer")
    return next((name for name in names if len(name) <= LONGEST_NAME), "")
