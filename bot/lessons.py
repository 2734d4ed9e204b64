"""Learning from the sentences that were put right, and what came of it, in words."""

import shutil
import time
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.explanation import plain_name
from bot.home import Home
from skills.skill import all_skills
from skills.wording import count_of
from storage.ratings import Rating

if TYPE_CHECKING:
    from bot.understanding.learning.relearning import Outcome, Score

NOTHING = "No sentence was put right yet, so there is nothing to learn. Ask “how did you read that?” where I was wrong."

OUTDATED = "What was learned here before fits another version and was not in use; it is learned anew."


def learn_lessons(place: Home, force: bool = False) -> str:
    """Learn from the lessons of the home's records into the home folder, and tell what it brought."""
    from bot.understanding.learning.lessons import sentence_of
    from bot.understanding.learning.relearning import relearn
    from bot.understanding.learning.training import registered, sentence_folder, trained

    with place.store.read(datetime.now(UTC)) as crm:
        lessons = [sentence_of(lesson) for lesson in crm.lessons.all()]
        thumbs = told_thumbs(crm.ratings.all())
    started, encoder = time.perf_counter(), place.knowledge.encoder
    renewed = _is_outdated(place.learned)
    packaged = trained(sentence_folder(), registered(), encoder)
    if not lessons:
        shutil.rmtree(place.learned / packaged.name, ignore_errors=True)
        return f"{NOTHING}{thumbs}"
    outcome = relearn(lessons, packaged, place.learned, encoder, force)
    words = told(outcome, time.perf_counter() - started) + thumbs
    return f"{OUTDATED}\n{words}" if renewed else words


def _is_outdated(learned: Path) -> bool:
    """Whether all that was learned here is of another version or of other skills, and so is not read with."""
    from bot.understanding.learning.training import digest, registered, sentence_folder

    found = [file.parent.name for file in learned.glob("*/router.npz")]
    return bool(found) and digest(sentence_folder(), registered()) not in found


def told_thumbs(ratings: Sequence[Rating]) -> str:
    """The thumbs up and down that answers got, by skill, in a line of its own; "" where there are none."""
    if not ratings:
        return ""
    counts: dict[str, Counter[bool]] = {}
    for rating in ratings:
        for skill in rating.skill.split(","):
            counts.setdefault(skill, Counter())[rating.good] += 1
    each = (f"{_served(skill)} {count[True]} up, {count[False]} down" for skill, count in sorted(counts.items()))
    return f"\nThumbs: {'; '.join(each)}."


def _served(skill: str) -> str:
    return plain_name(skill) if skill in all_skills() else "not understood"


def told(outcome: "Outcome", seconds: float) -> str:
    """An outcome in words; `seconds` is how long it took."""
    (before, after), (read_before, read_after) = outcome.packaged, outcome.lessons
    lines = [
        f"Learned from {count_of(read_after.of, 'sentence')} put right or confirmed, in {seconds:.0f} s.",
        f"Packaged sentences held out, read right: before {_share(before)}, now {_share(after)}.",
        f"Sentences put right or confirmed, read right: before {_share(read_before)}, now {_share(read_after)}.",
    ]
    if outcome.unseen:
        lines.append(f"The same when they were not learned from but the other half was: {_share(outcome.unseen)}.")
    return "\n".join([*lines, _decision(outcome)])


def _share(score: "Score") -> str:
    return f"{score.right:,} of {score.of:,} ({score.share:.1%})".replace("%", " %")


def _decision(outcome: "Outcome") -> str:
    if not outcome.taken:
        return (
            "That is worse on the packaged sentences, so everything stays as it was. With --force it is taken anyway."
        )
    worse = "It is worse on the packaged sentences, but you wanted it. " if outcome.is_worse else ""
    return f"{worse}Rapport reads like this from its next start on."
