"""Origins: what was made of a message in Slack, so that nothing is made of it twice, and it can be found again."""

from sqlalchemy import or_, select

from storage.cases import Case
from storage.changes import Change
from storage.crm import Crm
from storage.interactions import Interaction
from storage.post import Outgoing

TURN = "reaction:{}:{}:"
"""How the turns are called that emoji on a message begin, by its channel and moment."""


def logged_from(crm: Crm, channel: str, ts: str) -> list[Interaction]:
    """The interactions that were kept of a message."""
    place = f"{channel}:{ts}"
    said = or_(Interaction.source == place, Interaction.source.startswith(f"{place}:", autoescape=True))
    return crm.interactions.where(said)


def opened_from(crm: Crm, channel: str, ts: str) -> list[Case]:
    """The cases that an emoji on a message has opened."""
    ours = Change.turn.startswith(TURN.format(channel, ts), autoescape=True)
    made = select(Change.record_id).where(Change.kind == Case.kind, Change.action == "created", ours)
    return crm.cases.where(Case.id.in_(made))


def told_of(crm: Crm, outbox_id: str) -> Case | None:
    """The case that a message of ours is about: one that its turn wrote, was a warning of, or shows."""
    outgoing = crm.session.get(Outgoing, outbox_id)
    if outgoing is None:
        return None
    about, _, rest = outgoing.key.partition(":")
    if about == "case":
        return crm.cases.get(int(rest.partition(":")[0]))
    written = select(Change.record_id).where(Change.turn == rest, Change.kind == Case.kind)
    found = crm.cases.where(Case.id.in_(written)) or _shown(crm, outgoing)
    return found[0] if len(found) == 1 else None


def _shown(crm: Crm, outgoing: Outgoing) -> list[Case]:
    """The cases whose cards it shows."""
    facts = [fields.get("record") or {} for name, fields in outgoing.reply.get("parts", ()) if name == "facts"]
    return crm.cases.by_ids(each["id"] for each in facts if each.get("kind") == Case.kind)
