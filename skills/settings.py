"""Settings: when somebody is told what comes unasked, and who sees the answers in a channel."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Annotated, Literal

from skills.reply import QUIET, Button, Facts, Reply
from skills.skill import skill
from skills.slots import Slot
from skills.turn import Refused, Turn, Unclear
from skills.working_life import days_called, days_said, zone_said
from storage.channels import PRIVACIES, Channel
from storage.people import DIGEST_AT, NOTICES, USUAL, WEEKDAYS, Person

ClockTime = Annotated[str, Slot("clock", "At what time?")]
QuietFrom = Annotated[str, Slot("clock", "From when on shall I be quiet?")]
QuietTo = Annotated[str, Slot("clock", "Until when shall I be quiet?")]
OwnDays = Annotated[str, Slot("text", "On which days do you work?")]
Notices = Annotated[list[str], Slot("choices", "Which of them?", choices=NOTICES)]
Privacy = Annotated[
    Literal["members", "asker"], Slot("choice", "For all members, or for whoever asks?", choices=PRIVACIES)
]
CALLED = {"digest": "the morning digest", "weekly": "the Monday digest", "warnings": "warnings of cases"}
WAYS = {"digest": "digest", "weekly": "Monday digest", "warnings": "warnings"}
SEEN = {"members": "are for all its members", "asker": "go to whoever asks alone"}


@skill()
def change_settings(
    turn: Turn, digest_at: ClockTime | None = None, quiet_from: QuietFrom | None = None,
    quiet_to: QuietTo | None = None, working_days: OwnDays | None = None, on: Notices | None = None,
    off: Notices | None = None, channel_privacy: Privacy | None = None,
) -> Reply:  # fmt: skip
    """Say when your digest comes, when to be quiet, which notices you want, and who sees answers in a channel."""
    told = (digest_at, quiet_from, quiet_to, working_days, on, off, channel_privacy)
    if all(each is None for each in told):
        return _shown(turn)
    person = turn.speaker
    said = [*_hour(person, digest_at), *_hours(person, quiet_from, quiet_to), *_days(person, working_days)]
    said += _notices(person, [*(on or ()), *_wanted(person, digest_at, off or ())], off or ())
    said += _privacy(turn, channel_privacy)
    if not said:
        return Reply("That is so already.", note="Say “my settings” to see them all.")
    return Reply(f"{' '.join(said)}{_for_managers(turn, on)}", note="Say “my settings” to see them all.")


def _hour(person: Person, digest_at: str | None) -> Iterator[str]:
    wanted = digest_at or DIGEST_AT
    if digest_at is not None and wanted != (person.digest_at or DIGEST_AT):
        person.digest_at = wanted
        yield f"Your morning digest comes at {wanted}."


def _hours(person: Person, quiet_from: str | None, quiet_to: str | None) -> Iterator[str]:
    if quiet_from is None and quiet_to is None:
        return
    starts, ends = (person.quiet_from if quiet_from is None else quiet_from), quiet_to
    ends = person.quiet_to if ends is None else ends
    if quiet_from != "" and quiet_to != "" and not (starts and ends):
        missing = "quiet_to" if starts else "quiet_from"
        raise Unclear("Until when shall I be quiet?" if starts else "From when on shall I be quiet?", missing)
    if starts and starts == ends:
        raise Refused(f"Quiet hours from {starts} to {ends} have no end. Say for example “quiet hours from 19 to 8”.")
    before = (person.quiet_from, person.quiet_to)
    person.quiet_from, person.quiet_to = (starts, ends) if starts and ends else (None, None)
    if before != (person.quiet_from, person.quiet_to):
        yield _quiet(person)


def _quiet(person: Person) -> str:
    if not person.quiet_from:
        return "You have no quiet hours: I tell you things as they come."
    return (
        f"Quiet from {person.quiet_from} to {person.quiet_to}: what comes by itself waits till then, "
        "and a reminder that you set for a time within comes all the same."
    )


def _days(person: Person, told: str | None) -> Iterator[str]:
    if told is None:
        return
    before, known = person.working_days or ",".join(USUAL), set(told.split(",")) <= set(WEEKDAYS)
    days = ",".join(each for each in WEEKDAYS if each in told.split(",")) if known else ""
    days = days or (days_called(told, person.working_days) if told else before)
    if days != before:
        person.working_days = days
        yield f"You work {days_said(days)}."


def _notices(person: Person, on: Sequence[str], off: Sequence[str]) -> Iterator[str]:
    unknown = [each for each in (*on, *off) if each not in NOTICES]
    if unknown:
        raise Refused(f"I know no notices called “{unknown[0]}”. There are the digest, the weekly digest and warnings.")
    ended = [each for each in NOTICES if each in off and person.hears(each)]
    begun = [each for each in NOTICES if each in on and not person.hears(each)]
    muted = [each for each in NOTICES if each in ended or (each not in begun and not person.hears(each))]
    person.muted = ",".join(muted) or None
    if ended:
        again = f"Say “{WAYS[ended[0]]} on” to get {_them(ended)} again."
        yield f"I send you {' and '.join(CALLED[each] for each in ended)} no more. {again}"
    if begun:
        yield f"I send you {' and '.join(CALLED[each] for each in begun)} from now on."


def _wanted(person: Person, digest_at: str | None, off: Sequence[str]) -> list[str]:
    """The digest, where somebody gives it an hour who gets none so far."""
    return ["digest"] if digest_at and not person.hears("digest") and "digest" not in off else []


def _them(notices: Sequence[str]) -> str:
    return "them" if len(notices) > 1 or "warnings" in notices else "it"


def _for_managers(turn: Turn, on: Sequence[str] | None) -> str:
    only = "weekly" in (on or ()) and turn.speaker.role not in ("manager", "admin")
    return " The Monday digest is for managers, so it comes once you are one." if only else ""


def _privacy(turn: Turn, privacy: str | None) -> Iterator[str]:
    if privacy is None:
        return
    if not is_channel(turn.channel):
        raise Refused("This is no channel: what I say here is between us. Say it in the channel that is meant.")
    channel = turn.crm.session.get(Channel, turn.channel) or Channel(id=turn.channel, name="")
    channel.privacy = privacy
    turn.crm.session.add(channel)
    other = "everyone here" if privacy == "asker" else "whoever asks"
    yield f"From now on answers in this channel {SEEN[privacy]}. Undo does not reach that: say “answers for {other}”."


def is_channel(place: str) -> bool:
    """Whether a place in Slack is a channel of several, and no direct message."""
    return place[:1] in ("C", "G")


# ---- what holds now


def _shown(turn: Turn) -> Reply:
    person = turn.speaker
    manages = person.role in ("manager", "admin")
    pairs = [("morning digest", f"{person.digest_at or DIGEST_AT}, {zone_said(person.time_zone)}")]
    pairs = pairs if person.hears("digest") else [("morning digest", "off")]
    pairs += [("Monday digest", "on" if person.hears("weekly") else "off")] if manages else []
    pairs += [("warnings of cases", "on" if person.hears("warnings") else "off"), ("quiet hours", _span(person))]
    pairs += [("working days", days_said(person.working_days or ",".join(USUAL))), *_of_channel(turn)]
    note = "Say for example “digest at 7:30”, “mute warnings” or “quiet hours from 19 to 8”."
    return Reply("These are your settings.", (Facts("", tuple(pairs)),), tuple(_switches(person)), note=note)


def _span(person: Person) -> str:
    return f"{person.quiet_from} to {person.quiet_to}" if person.quiet_from else "none"


def _of_channel(turn: Turn) -> list[tuple[str, str]]:
    if not is_channel(turn.channel):
        return []
    channel = turn.crm.session.get(Channel, turn.channel)
    return [("answers in this channel", SEEN[channel.privacy if channel else "members"])]


def _switches(person: Person) -> Iterator[Button]:
    for notice in ("digest", "warnings"):
        yield switch(notice, on=not person.hears(notice))


def switch(notice: str, *, on: bool = False) -> Button:
    """The button that turns a notice off, or on again."""
    word = "on" if on else "off"
    says = f"{WAYS[notice]} {word}"
    return Button(f"{says[:1].upper()}{says[1:]}", says, intent={"skill": "change_settings", "slots": {word: [notice]}})


def mute(notice: str) -> Button:
    """The same in the small menu of the notice itself."""
    return replace(switch(notice), style=QUIET)


def off_word(notice: str) -> str:
    """How a notice is told to stop, as the note under it says it."""
    return f"Say “{WAYS[notice]} off” to stop these."
