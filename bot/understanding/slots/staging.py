"""Staging: what is asked of the stages of a pipeline, without the sentences around it and not where they are shown."""

from typing import TYPE_CHECKING, Any

from bot.understanding.slots.texts import EDGES
from skills.stagephrases import SENTENCE
from skills.stagewords import wish

if TYPE_CHECKING:
    from bot.understanding.slots.filling import Clause


def with_stages(found: dict[str, Any], clause: "Clause") -> dict[str, Any]:
    """The slots with the sentences that ask for a change of the stages; without any where they are but looked at."""
    said, known = str(found.get("stages") or ""), clause.context.crm.pipelines.stage_names()
    asking = [each for each in SENTENCE.split(said) if wish(each, known)]
    whole = said if wish(said, known) else None
    return found | {"stages": " ".join(asking).strip(EDGES.replace("(", "").replace(")", "")) or whole}
