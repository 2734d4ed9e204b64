"""Words about stages: what "contact 20%, offer 50%, signed" or "add Security Review after proposal" asks for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from skills.stagephrases import (
    ADD,
    ASKS,
    BARE,
    CUT,
    END,
    FIGURE,
    IT,
    LEAD,
    LEADS,
    MOST_WORDS,
    MOVE,
    NEW_THERE,
    NOT_WANTED,
    ONES,
    PERCENT,
    PLACE,
    REMOVE,
    RENAME,
    SAID,
    SENTENCE,
    SEPARATOR,
    SMALL,
    SWAP,
    TALK,
    TENS,
    TO,
    TOLD,
    WORDS,
)
from storage.folding import fold
from storage.pipelines import CHANCES, LOST, OPEN, WON


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
    said = SAID.sub(_figure, " ".join(text.split()))
    if ASKS.search(said) and not re.search(r"\d", said):
        return None
    if not _is_list(said) and len(sentences := SENTENCE.split(said)) > 1:
        return next((found for each in sentences if (found := wish(each, known))), None)
    return _named_anew(said, known) or _changed(said, known) or _reckoned(said, known)


def _figure(match: re.Match[str]) -> str:
    return str(TENS[match[1].casefold()] + ONES.get((match[2] or "").casefold(), 0))


def _is_list(said: str) -> bool:
    first = steps_in(SENTENCE.split(said)[0])
    return len(first) > 1 and all(map(_is_name, first))


def _named_anew(said: str, known: Sequence[str]) -> Wish | None:
    """Another name for a stage that there is."""
    for pattern in RENAME:
        if match := pattern.search(said):
            old, new = match[1], match[2]
            name = stage_in(old, known) or (_bare(old) if pattern in RENAME[:2] else "")
            return Wish("rename", (_step(new) if _bare(new) else Step(new),), name=name) if name else None
    return None


def _changed(said: str, known: Sequence[str]) -> Wish | None:
    """A stage that comes, goes or stands elsewhere."""
    if REMOVE.search(said):
        return _removal(said, known)
    if NOT_WANTED.search(said) and (name := stage_in(said, known)):
        return Wish("remove", (Step(name),))
    if (added := ADD.search(said)) and not _lists(said[added.end() :], known):
        return _addition(said[added.end() :], known)
    if swapped := SWAP.search(said):
        return _swapped(stage_in(swapped[1], known), stage_in(swapped[2], known), known)
    if (moved := MOVE.search(said) or NEW_THERE.search(said)) and PLACE.search(said):
        name = stage_in(PLACE.split(said)[0], known)
        if name:
            return Wish("move", (Step(name),), **_beside(said, known))
        return _addition(_told_before(said, moved), known)
    return None


def _swapped(first: str, second: str, known: Sequence[str]) -> Wish | None:
    """Two neighbours that change places, told as a move of the first one."""
    if not first or not second:
        return None
    ahead = list(known).index(first) < list(known).index(second)
    return Wish("move", (Step(first),), after=second) if ahead else Wish("move", (Step(first),), before=second)


def _told_before(said: str, moved: re.Match[str]) -> str:
    """What is put somewhere: behind the verb, "put the pilot before", or ahead of it, "legal must come after"."""
    behind = PLACE.split(said[moved.end() :])[0]
    if _bare(PERCENT.sub(" ", behind)) not in ("", "right", "directly", "just"):
        return said[moved.end() :]
    ahead = NEW_THERE.sub(" ", said[: moved.start()])
    return f"{SEPARATOR.split(ahead)[-1]} {said[moved.end() :].removeprefix(' right')}"


def _reckoned(said: str, known: Sequence[str]) -> Wish | None:
    """New chances, or a whole list of stages."""
    if chances := _chances(said, known):
        return Wish("chance", chances)
    listed = steps_in(said)
    return Wish("list", listed) if len(listed) > 1 and all(map(_is_name, listed)) else None


def _is_name(step: Step) -> bool:
    words = step.name.casefold().split()
    return 0 < len(words) <= MOST_WORDS and not TALK & set(words)


def steps_in(text: str) -> tuple[Step, ...]:
    """The stages of a list, each with a chance: between those told they rise evenly."""
    led = next((found for lead in LEADS if (found := lead.match(text))), None) or LEAD.match(text)
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


def _removal(said: str, known: Sequence[str]) -> Wish | None:
    match = REMOVE.search(said)
    rest = said[match.end() :] if match else said
    pointing = IT.match(rest) or NOT_WANTED.search(said[: match.start()] if match else "")
    name = stage_in(rest, known) or (stage_in(said, known) if pointing else "")
    name = name or _bare(CUT.split(rest)[0]) or stage_in(said, known)
    return Wish("remove", (Step(name),)) if name else None


def _addition(rest: str, known: Sequence[str]) -> Wish | None:
    step = _step(PLACE.split(rest)[0])
    told = PERCENT.search(rest)
    chance = step.chance if step.chance is not None or not told else int(told[1])
    outcome = step.outcome
    named = step.name and fold(step.name) not in ("pipeline", "funnel")
    return Wish("add", (Step(step.name, chance, outcome),), **_beside(rest, known)) if named else None


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
        name = stage_in(part, known)
        number = PERCENT.search(part) or BARE.search(part.rstrip(" .!?")) or FIGURE.search(part)
        if not name or not number:
            return _one_chance(said, known)
        told.append(Step(name, min(int(number[1]), 100)))
    return tuple(told) if len(told) < max(len(known), 2) else ()


def _one_chance(said: str, known: Sequence[str]) -> tuple[Step, ...]:
    """The new chance of the one stage that a sentence speaks of: "negotiation is too high, knock it down to 60"."""
    named = {stage_in(part, known) for part in re.split(r"[,;→]| and |->", said)} - {""}
    told = TO.search(said) or FIGURE.search(said)
    if len(named) != 1 or told is None or len(re.findall(r"\d+", said)) > 2:
        return ()
    return (Step(named.pop(), min(int(told[1]), 100)),)


def _lists(rest: str, known: Sequence[str]) -> bool:
    """Whether what is to be added is a whole pipeline: "add a partner pipeline: intro, demo, signed"."""
    return (
        bool(re.search(r"\b(?:pipeline|funnel)\b", rest, re.I)) and len(steps_in(rest)) > 1 and not PLACE.search(rest)
    )


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
    return " ".join(END.sub("", SMALL.sub("", words.strip(" .,:;!?*_\"“”'"))).split()).strip(" :*_\"“”'")


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
