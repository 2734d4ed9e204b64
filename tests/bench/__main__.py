"""Runs the benches: all of them, or those named.

Run: python -m tests.bench [name ...] [--maven FOLDER] [--locomo FILE] [--kills COUNT]
     python -m tests.bench understanding FILE ... --home HOME
"""

import argparse
import os
import subprocess
import sys

BENCHES = (
    "encoder",
    "router",
    "learning",
    "names",
    "reading",
    "recognizers",
    "duplicates",
    "importing",
    "questions",
    "bulk",
    "recall",
    "answers",
    "hearing",
    "typeahead",
    "page",
    "speakers",
    "chaos",
)


def main(arguments: list[str]) -> int:
    """Run them one after the other, each in a process of its own; returns how many failed."""
    if arguments[:1] == ["understanding"]:
        return int(_run("understanding", arguments[1:]))
    asked = _asked(arguments)
    given = {"importing": asked.maven, "recall": asked.locomo, "chaos": asked.kills, "recognizers": asked.recognizers}
    failed = 0
    for name in asked.names or BENCHES:
        print(f"\n=== {name}", flush=True)
        if name in given and not given[name]:
            print("skipped: its files are not there; see --help")
            continue
        failed += _run(name, [given[name]] if name in given else [])
    return failed


def _asked(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measures Rapport.")
    parser.add_argument("names", nargs="*", help=f"of {', '.join(BENCHES)}; all if none is named")
    files = os.environ.get
    parser.add_argument("--maven", default=files("MAVEN_CRM"), help="the folder of Maven's CRM tables, or MAVEN_CRM")
    parser.add_argument("--locomo", default=files("LOCOMO"), help="the file of LoCoMo's conversations, or LOCOMO")
    parser.add_argument("--recognizers", default=files("RECOGNIZERS"), help="the folder of Recognizers-Text's specs")
    parser.add_argument("--kills", default="100", help="how often processes are killed on each database")
    asked = parser.parse_args(arguments)
    if unknown := set(asked.names) - set(BENCHES):
        parser.error(f"no bench is called {', '.join(sorted(unknown))}")
    return asked


def _run(name: str, arguments: list[str]) -> bool:
    """Whether it failed. One thread for matrices, as the command line sets it."""
    command = [sys.executable, "-m", f"tests.bench.{name}", *arguments]
    return subprocess.run(command, env=os.environ | {"OPENBLAS_NUM_THREADS": "1"}).returncode != 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
