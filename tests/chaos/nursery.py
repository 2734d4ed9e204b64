"""The nursery: a process that has imported everything, and forks victims as it is told to, since a start takes seconds.

Reads JSON lines from its standard input: a victim's world with its name and seed, or `{"judge": [ids]}` for the
clean run and the verdict. Answers each with a line, the process id of the victim or the verdict.
"""

import json
import logging
import os
import signal
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import chromadb  # noqa: F401  (imported for the victims)

from skills.skill import all_skills
from tests.chaos.verdict import finish, judge
from tests.chaos.victim import Victim, World, live


def main() -> None:
    """Serve until the input ends."""
    all_skills()
    logging.basicConfig(level=logging.WARNING, format="%(process)d %(levelname)s %(name)s: %(message)s")
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    print("ready", flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        world = World(**asked["world"] | {"home": Path(asked["world"]["home"])})
        if "judge" in asked:
            print(json.dumps(_judged(world, asked["judge"])), flush=True)
        else:
            print(_forked(world, asked["name"], asked["seed"]), flush=True)


def _forked(world: World, name: str, seed: int) -> int:
    child = os.fork()
    if child == 0:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        try:
            live(world, name, seed)
        except BaseException:
            logging.exception("%s ended by itself", name)
        os._exit(1)
    return child


def _judged(world: World, acknowledged: list[str]) -> dict[str, Any]:
    victim = Victim(world)
    left = finish(victim)
    for part in (victim.working, victim.sending, victim.learning, victim.clock):
        part.stop()
    return asdict(judge(victim, acknowledged, left))


if __name__ == "__main__":
    main()
    os._exit(0)
