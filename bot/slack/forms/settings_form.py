"""The form for what each person sets: digest, quiet hours, working days, notices; and who sees a channel's answers."""

import calendar
from dataclasses import dataclass

from bot.slack.forms.answers import Values
from bot.slack.forms.entries import Choices, Entry
from bot.slack.forms.form import Form, Gone, Occasion
from bot.slack.said import is_channel
from bot.understanding.intents import Intent
from storage.channels import Channel
from storage.crm import Crm
from storage.people import DIGEST_AT, NOTICES, USUAL, WEEKDAYS, Person

SKILL = "change_settings"
NOT_KNOWN = "I do not know you yet, so there are no settings of yours."
BOTH = "Say from when and until when, or neither."
NO_END = "Say another time, for so it would never end."
SOME_DAY = "Choose at least one day."
DAYS: Choices = tuple(zip(WEEKDAYS, calendar.day_name, strict=True))
TOLD: Choices = (
    ("digest", "The morning digest"),
    ("weekly", "The digest of the week, for managers"),
    ("warnings", "Warnings of cases that run late"),
)
SEEN: Choices = (("members", "All members of the channel"), ("asker", "Whoever asks, alone"))


@dataclass(frozen=True)
class SettingsForm(Form):
    """The speaker's own settings, and the channel's where it was opened in one."""

    name: str = "settings"
    title: str = "Settings"
    submit: str = "Save"
    lead: str = "Change my settings"

    def entries(self, crm: Crm, occasion: Occasion) -> list[Entry]:
        own = [
            Entry("digest_at", "Morning digest at", "time"),
            Entry("quiet_from", "Quiet from", "time", hint="What comes by itself waits until the quiet hours end."),
            Entry("quiet_to", "Quiet until", "time"),
            Entry("working_days", "Working days", "several", choices=DAYS),
            Entry("notices", "What comes unasked", "several", choices=TOLD),
        ]
        channel = Entry("channel_privacy", "Who sees the answers in this channel", "choice", choices=SEEN)
        return [*own, *([channel] if is_channel(occasion.channel) else [])]

    def values(self, crm: Crm, occasion: Occasion) -> Values:
        person = _person(crm)
        days = person.working_days.split(",") if person.working_days else list(USUAL)
        values: Values = {"digest_at": person.digest_at or DIGEST_AT}
        values |= {"quiet_from": person.quiet_from, "quiet_to": person.quiet_to}
        values |= {"working_days": days, "notices": [each for each in NOTICES if person.hears(each)]}
        if is_channel(occasion.channel):
            channel = crm.session.get(Channel, occasion.channel)
            values["channel_privacy"] = channel.privacy if channel else "members"
        return values

    def wrong(self, crm: Crm, told: Values) -> dict[str, str]:
        starts, ends = told.get("quiet_from"), told.get("quiet_to")
        wrong = {} if told.get("working_days") else {"working_days": SOME_DAY}
        if bool(starts) != bool(ends):
            wrong["quiet_to" if starts else "quiet_from"] = BOTH
        return wrong | ({"quiet_to": NO_END} if starts and starts == ends else {})

    def intents(self, crm: Crm, occasion: Occasion, told: Values, before: Values) -> list[Intent]:
        changed = {name: told[name] for name in told if told[name] != before.get(name)}
        slots: Values = {
            name: changed[name] or "" for name in ("digest_at", "quiet_from", "quiet_to") if name in changed
        }
        if "working_days" in changed:
            slots["working_days"] = ",".join(each for each in WEEKDAYS if each in changed["working_days"])
        if "notices" in changed:
            now, was = set(told["notices"]), set(before["notices"])
            sides = (("on", now - was), ("off", was - now))
            slots |= {side: sorted(each, key=NOTICES.index) for side, each in sides if each}
        if changed.get("channel_privacy"):
            slots["channel_privacy"] = changed["channel_privacy"]
        return [Intent(SKILL, slots)] if slots else []

    def said(self, crm: Crm, occasion: Occasion, told: Values, before: Values) -> str:
        changed = {name: value for name, value in told.items() if value != before.get(name)}
        return super().said(crm, occasion, changed, before)


SETTINGS = SettingsForm()


def _person(crm: Crm) -> Person:
    if crm.actor is None:
        raise Gone(NOT_KNOWN)
    return crm.actor
