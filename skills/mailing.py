"""Mailing: one draft for each contact of a segment or a campaign, without those who wish for no advertising."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from skills.drafting import Draft
from skills.reply import File, Lines, Reply
from skills.segments import PEOPLE, members, reached_in
from skills.turn import Refused, Turn
from skills.wording import count_of
from storage.campaigns import Campaign, Segment
from storage.contacts import Contact
from storage.customers import Customer

SHOWN = 3
MOST = 500
"""Drafts in one file."""
WRITTEN = ("email", "chat", "social", "letter")
"""Channels of campaigns by which a message can be written."""


@dataclass
class Mailing:
    """Whom a message goes to: contacts, customers of whom no contact is kept, and who is left out."""

    contacts: list[Contact]
    lone: list[Customer]
    stopped: list[str]

    def __len__(self) -> int:
        return len(self.contacts) + len(self.lone)


def drafts_for(
    turn: Turn, segment: Segment | str | None, campaign: Campaign | None, purpose: str, channel: str | None
) -> Reply:
    """A draft for each of them: the first shown, all in a file."""
    group = _group(turn, segment, campaign)
    about = purpose or (campaign.name if campaign else "")
    channel = channel or _way(campaign)
    drafts, mailing = _drafts(turn, group, campaign, about, channel)
    if not drafts:
        left = f" {_left_out(mailing.stopped)}" if mailing.stopped else ""
        raise Refused(f"There is nobody in {group} to write to.{left}")
    turn.remember(campaign)
    parts = tuple(Lines(f"{draft.name()} – {draft.title()}", draft.lines()) for draft in drafts[:SHOWN])
    file = File(f"drafts-{_slug(group)}.txt", "\n\n".join(map(_written, drafts)) + "\n")
    shown = "" if len(drafts) <= SHOWN else f" Here are the first {SHOWN}; all are in {file.name}."
    cut = f" There are {len(mailing)}; I draft {MOST} at a time." if len(mailing) > MOST else ""
    said = f"{count_of(len(drafts), 'draft')} for {group}. Nothing is sent.{shown}{cut}"
    return Reply(said, parts, note=_note(mailing, drafts), files=(file,))


def _group(turn: Turn, segment: Segment | str | None, campaign: Campaign | None) -> str:
    """The name of the segment that is meant. Raises Refused where the campaign has none."""
    named = segment.name if isinstance(segment, Segment) else segment
    group = named or (campaign.segment if campaign else None)
    if not group:
        name = campaign.name if campaign else "It"
        raise Refused(f"{name} has no segment yet. Say for example “set the segment of {name} to VIP”.")
    return group


def _way(campaign: Campaign | None) -> str | None:
    """How a message of the campaign travels, where that is a way to write."""
    return campaign.channel if campaign and campaign.channel in WRITTEN else None


def _drafts(
    turn: Turn, group: str, campaign: Campaign | None, purpose: str, channel: str | None
) -> tuple[list[Draft], Mailing]:
    """The drafts, and whom they go to; what a campaign sends is advertising whatever it is called."""
    able, stopped = reached_in(turn, group)
    advertises = campaign is not None or Draft(turn, None, None, purpose, channel).advertises
    contacts = able if advertises else [*able, *stopped]
    lone, gone = _lone(turn, group, {each.customer_id for each in [*able, *stopped]})
    left_out = [each.name for each in stopped] + [each.name for each in gone] if advertises else []
    mailing = Mailing(contacts, lone if advertises else [*lone, *gone], left_out)
    whom = [(each.customer, each) for each in mailing.contacts] + [(each, None) for each in mailing.lone]
    return [Draft(turn, home, each, purpose, channel) for home, each in whom[:MOST]], mailing


def _lone(turn: Turn, group: str, homes: set[int | None]) -> tuple[list[Customer], list[Customer]]:
    """The customers without a contact: those who may be written to, and those who wish for no advertising."""
    found = members(turn, [["segment", "=", group]], PEOPLE).records
    lone = [each for each in found if each.id not in homes]
    gone = [each for each in lone if turn.crm.responses.unsubscribed(each, None)]
    return [each for each in lone if each not in gone], gone


def _written(draft: Draft) -> str:
    note = f"[{draft.note()}]\n" if draft.note() else ""
    return f"To: {draft.name()}\n{draft.title()}\n{note}\n" + "\n\n".join(draft.lines()) + "\n\n" + "-" * 40


def _note(mailing: Mailing, drafts: Sequence[Draft]) -> str:
    foreign = [draft for draft in drafts if draft.language]
    no_mail = [draft for draft in drafts if draft.channel == "email" and draft.contact and not draft.contact.email]
    no_mail += [draft for draft in drafts if draft.contact is None]
    notes = [
        _left_out(mailing.stopped),
        f"{len(foreign)} to be translated: I write English. The file says which." if foreign else "",
        f"{len(no_mail)} without an e-mail address." if no_mail else "",
    ]
    return " ".join(note for note in notes if note)


def _left_out(stopped: Sequence[str]) -> str:
    if not stopped:
        return ""
    more = f" and {len(stopped) - SHOWN} more" if len(stopped) > SHOWN else ""
    return f"Left out, as they unsubscribed: {', '.join(stopped[:SHOWN])}{more}."


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-") or "segment"
