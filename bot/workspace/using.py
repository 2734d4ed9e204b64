"""Deeds with controls and views: from what the page tells to what a person does, and back."""

from __future__ import annotations

from typing import Any

from bot.workspace.acting import blank_fields
from bot.workspace.controls import Control, control_in, options_of
from bot.workspace.interactions import Surface
from bot.workspace.messages import Message
from bot.workspace.people import Person
from bot.workspace.presence import Deed
from bot.workspace.views import View
from bot.workspace.wire import ApiError, ImpossibleError, Payload

GONE = "That is no longer there; look at what there is now."
LATE = "Rapport did not answer in time. Try it once more, please."
REQUIRED = "Please fill this in."
Offered = dict[tuple[str, str, str], dict[str, Payload]]


def message_seen(person: Person, channel: str, ts: str) -> Message:
    """A message that this person sees, or ImpossibleError."""
    try:
        place, message = person.state.channels.find(channel), person.state.messages.find(channel, ts)
    except ApiError:
        raise ImpossibleError(GONE) from None
    if person.id not in place.members or message.visible_to not in (None, person.id):
        raise ImpossibleError(GONE)
    return message


def surface_of(person: Person, told: Payload) -> Surface:
    """The message, the view or the App Home that a deed is about."""
    if told.get("home"):
        if person.home is None:
            raise ImpossibleError(GONE)
        return person.home
    if "view" in told:
        return view_of(person, told["view"])
    return message_seen(person, told["channel"], told["ts"])


def view_of(person: Person, view_id: str) -> View:
    """An open view of this person's."""
    view = person.state.views.by_id.get(view_id)
    if view is None or view.closed or view.owner != person.id:
        raise ImpossibleError(GONE)
    return view


def name_of(surface: Surface) -> str:
    """What a surface is known by."""
    return surface.id if isinstance(surface, View) else f"{surface.channel}:{surface.ts}"


def in_time(deed: Deed) -> Payload:
    """What the page is told of a deed that the app was to acknowledge."""
    if deed.error:
        raise ImpossibleError(LATE if deed.error == "operation_timeout" else f"Slack would refuse that: {deed.error}.")
    return {}


class Using:
    """Uses controls for people; remembers the options that were suggested, since only those can be chosen."""

    def __init__(self) -> None:
        self.offered: Offered = {}

    def clicks(self, person: Person, told: Payload) -> Payload:
        """Press a button; of an overflow menu, choose an option."""
        surface, place = surface_of(person, told["surface"]), (told["block_id"], told["action_id"])
        if person.control(surface, place).element["type"] == "overflow":
            return in_time(person.selects(surface, place, told["value"]))
        return in_time(person.clicks(surface, place, told.get("value") or ""))

    def selects(self, person: Person, told: Payload) -> Payload:
        """Choose in a menu, or fill in a field."""
        surface, place = surface_of(person, told["surface"]), (told["block_id"], told["action_id"])
        offered = self.options(surface, person.control(surface, place))
        return in_time(person.selects(surface, place, told["choice"], offered))

    def suggestions(self, person: Person, told: Payload) -> Payload:
        """What the app offers for what was typed."""
        surface, place = surface_of(person, told["surface"]), (told["block_id"], told["action_id"])
        deed = person.suggested(surface, place, told["query"])
        in_time(deed)
        known = self.offered.setdefault((name_of(surface), *place), {})
        known |= {option["value"]: option for option in options_of(deed.answer)}
        return {key: deed.answer.get(key, []) for key in ("options", "option_groups")}

    def options(self, surface: Surface, control: Control) -> list[Payload] | None:
        """The options to choose among where the app suggests them: what it preset, and what it offered since."""
        if "external" not in control.element["type"]:
            return None
        preset = [control.element.get("initial_option"), *control.element.get("initial_options", [])]
        kept = surface.state.get(control.place[0], {}).get(control.place[1], {})
        chosen = [kept.get("selected_option"), *(kept.get("selected_options") or [])]
        known = self.offered.get((name_of(surface), *control.place), {})
        return [option for option in (*preset, *chosen, *known.values()) if option]

    def submits(self, person: Person, told: Payload) -> Payload:
        """Fill in a modal and press its button; answers with what is wrong at which field."""
        view = view_of(person, told["view"])
        with person.state.changed:
            for block_id, fields in (told.get("values") or {}).items():
                for action_id, choice in fields.items():
                    self.fill(person, view, (block_id, action_id), choice)
            missing = {block["block_id"]: REQUIRED for block in blank_fields(view)}
        if missing:
            return {"errors": missing}
        in_time(person.sends(view))
        return {"errors": view.errors}

    def fill(self, person: Person, view: View, place: tuple[str, str], choice: Any) -> None:
        """Put something into a field, of which the app hears with the whole."""
        control = control_in(view.blocks, place)
        person.keep(view, control, control.chosen(choice, self.options(view, control)))

    def closes(self, person: Person, told: Payload) -> Payload:
        """Close a modal, with those below it where it asks for that."""
        view = view_of(person, told["view"])
        below = person.state.views.stack(person.id) if view.content.get("clear_on_close") else [view]
        for each in reversed(below):
            person.closes(each)
        return {}
