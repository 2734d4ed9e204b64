"""Words about stages: what "contact 20%, offer 50%, signed" or "add Security Review after proposal" asks for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from storage.folding import fold
from storage.pipelines import CHANCES, LOST, OPEN, WON

WORDS = {
    WON: frozenset("won win closed-won signed sold renewed accepted ordered paid bought confirmed".split())
    | {"closed won", "contract signed"},
    LOST: frozenset("lost churned cancelled canceled declined rejected closed-lost dead".split()) | {"closed lost"},
}
"""What stages are usually called in which deals end."""

PERCENT = re.compile(
    r"(?:[(\[]|\bat|\bwith|\bto|\bof|=|:|\bis)?\s*(\d{1,3})\s*(?:%|percent\b|pct\b|per cent\b)\s*[)\]]?", re.I
)
BARE = re.compile(r"\s*[(\[:=]?\s*\b(\d{1,3})[)\]]?$")
TOLD = re.compile(r"\s*(?:[(=]|\bis|\bmeans|\bcounts as)\s*(won|lost)\)?$", re.IGNORECASE)
SEPARATOR = re.compile(
    r"\s*(?:,|;|\n|→|-+>|=+>|>|\band then\b|\bthen\b|\band (?:finally |last(?:ly)? )?|\bfinally\b)\s*", re.I
)
LEAD = re.compile(
    r"^.*?(?::|=(?!>)|\b(?:goes|go|runs?|consists? of|has|have|with|are|is|to be|should be|be|uses?|through|as follows)"
    r"\b)"
    r"\s*(?:(?:the|these|those|following|stages?|steps?|like|this|through|from|as|follows|of)\b\s*)*[:=]?\s*",
    re.IGNORECASE | re.DOTALL,
)
SMALL = re.compile(
    r"^(?:(?:an?|the|first|last|new|stages?|steps?|called|named|to|it|with|at|of|please|pls)\b\s*)+", re.I
)
END = re.compile(
    r"[\s,.!?]*(?:\b(?:stages?|steps?|please|pls|thanks|thank you|with|at|to|in|chance|probability"
    r"|(?:of|from|in|to|for) (?:the|our|my) [\w '-]+ pipeline)\b[\s,.!?]*)*$",
    re.IGNORECASE,
)
PLACE = re.compile(r"\b(after|behind|before|in front of|between|ahead of)\b", re.IGNORECASE)
ADD = re.compile(r"\b(?:add|insert|introduce|create|include|put in|need|want)\b|^\s*new stage\b", re.IGNORECASE)
REMOVE = re.compile(r"\b(?:remove|delete|drop|scrap|get rid of|take out|kill|without)\b", re.IGNORECASE)
RENAME = re.compile(r"\brename\s+(.+?)\s+(?:to|as|into)\s+(.+)$|\bcall\s+(.+?)\s+(.+?)\s+instead\b", re.IGNORECASE)
MOVE = re.compile(r"\b(?:move|put|place|shift)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Step:
    """A stage as it was told; `chance` is in percent, None where none was told."""

    name: str
    chance: int | None = None
    outcome: str = OPEN


@dataclass(frozen=True)
class Wish:
    """What is to become of stages. `deed` is `list`, `add`, `remove`, `rename`, `move` or `chance`.

    `steps` are the stages told; `name` is the one that is renamed, `after` and `before` those beside it.
    """

    deed: str
    steps: tuple[Step, ...]
    name: str = ""
    after: str = ""
    before: str = ""


def wish(text: str, known: Sequence[str]) -> Wish | None:
    """What the words ask for, of a pipeline with these stages; None where they ask for nothing that can be done."""
    said = " ".join(text.split())
    if renamed := RENAME.search(said):
        old, new = (group for group in renamed.groups() if group)
        return Wish("rename", (_step(new),), name=stage_in(old, known) or _bare(old))
    if REMOVE.search(said):
        return _removal(said, known)
    if (added := ADD.search(said)) and not _lists(said[added.end() :], known):
        return _addition(said[added.end() :], known)
    if (moved := MOVE.search(said)) and PLACE.search(said):
        name = stage_in(PLACE.split(said)[0], known)
        return Wish("move", (Step(name),), **_beside(said, known)) if name else _addition(said[moved.end() :], known)
    if chances := _chances(said, known):
        return Wish("chance", chances)
    listed = steps_in(said)
    return Wish("list", listed) if len(listed) > 1 else None


def steps_in(text: str) -> tuple[Step, ...]:
    """The stages of a list, each with a chance: between those told they rise evenly."""
    led = LEAD.match(text)
    body = text[led.end() :] if led and not SEPARATOR.search(text[: led.end()].rstrip(" :=")) else text
    steps = [_step(part) for part in SEPARATOR.split(body) if _bare(part)]
    if len(steps) > 1 and steps[-1].chance is None and any(each.chance is not None for each in steps):
        steps[-1] = Step(steps[-1].name, CHANCES[WON], steps[-1].outcome if steps[-1].outcome != OPEN else WON)
    return tuple(_filled(steps))


def stage_in(text: str, known: Sequence[str]) -> str:
    """The longest of the stages that is named in a text, empty where none is."""
    said = f" {fold(re.sub(r'[^a-zA-Z0-9À-ɏ]+', ' ', text))} "
    found = [name for name in known if f" {fold(re.sub(r'[^a-zA-Z0-9À-ɏ]+', ' ', name))} " in said]
    return max(found, key=len, default="")


def _removal(said: str, known: Sequence[str]) -> Wish:
    match = REMOVE.search(said)
    rest = said[match.end() :] if match else said
    return Wish("remove", (Step(stage_in(rest, known) or _bare(rest)),))


def _addition(rest: str, known: Sequence[str]) -> Wish | None:
    step = _step(PLACE.split(rest)[0])
    told = PERCENT.search(rest)
    chance = step.chance if step.chance is not None or not told else int(told[1])
    outcome = step.outcome
    return Wish("add", (Step(step.name, chance, outcome),), **_beside(rest, known)) if step.name else None


def _beside(text: str, known: Sequence[str]) -> dict[str, str]:
    """Which stages are told to be before and behind."""
    sides = {}
    parts = PLACE.split(text)
    for word, rest in zip(parts[1::2], parts[2::2], strict=False):
        side = "before" if word.casefold() in ("before", "in front of", "ahead of") else "after"
        sides[side] = stage_in(rest.split(" and ")[0], known)
    return sides


def _chances(said: str, known: Sequence[str]) -> tuple[Step, ...]:
    """Stages that are there with new chances: "make negotiation 75% and proposal 40"; none where others are named."""
    told: list[Step] = []
    for part in SEPARATOR.split(said):
        name, number = stage_in(part, known), PERCENT.search(part) or BARE.search(part.rstrip(" .!?"))
        if not name or not number:
            return ()
        told.append(Step(name, min(int(number[1]), 100)))
    return tuple(told) if len(told) < max(len(known), 2) else ()


def _lists(rest: str, known: Sequence[str]) -> bool:
    """Whether what is to be added is a whole pipeline: "add a partner pipeline: intro, demo, signed"."""
    return bool(re.search(r"\bpipeline\b", rest, re.I)) and len(steps_in(rest)) > 1 and not PLACE.search(rest)


def _step(part: str) -> Step:
    outcome = TOLD.search(part.rstrip(" ."))
    words = TOLD.sub("", part.rstrip(" .")) if outcome else part
    number = PERCENT.search(words) or BARE.search(words.rstrip(" .!?"))
    chance = min(int(number[1]), 100) if number else None
    name = _bare(words.replace(number[0], " ") if number else words)
    meant = outcome[1].casefold() if outcome else next((end for end, told in WORDS.items() if fold(name) in told), OPEN)
    return Step(name, CHANCES.get(meant, chance), meant)


def _bare(words: str) -> str:
    """The words without small ones around them."""
    return " ".join(END.sub("", SMALL.sub("", words.strip(" .,:;!?\"“”'"))).split()).strip(" \"“”'")


def _filled(steps: Sequence[Step]) -> list[Step]:
    """The stages with chances between their neighbours' where none was told."""
    filled: list[Step] = []
    for place, step in enumerate(steps):
        ahead = [
            (at, each.chance) for at, each in enumerate(steps[place:]) if each.chance is not None and not _lost(each)
        ]
        low = max((each.chance or 0 for each in filled if each.outcome == OPEN), default=0)
        far, high = ahead[0] if ahead else (len(steps) - place, CHANCES[WON])
        chance = step.chance if step.chance is not None else round(low + ((high or 0) - low) / (far + 1))
        filled.append(Step(step.name, chance, step.outcome))
    return filled


def _lost(step: Step) -> bool:
    return step.outcome == LOST
