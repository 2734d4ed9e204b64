"""What an import did: counts by file, what was refused, and what deserves a look."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from itertools import islice

SHOWN = 10
REMEMBERED = 10_000
FIGURES = re.compile(r"\d+(?:[.,]\d+)*")


@cache
def names() -> dict[str, str]:
    """What many records of a kind are called."""
    from storage.exchange.nouns import FILES

    return {kind: name for name, kind in FILES.items()}


def kind_of(stem: str) -> str | None:
    """The kind that a file of that name is about."""
    from storage.exchange.nouns import kind_of

    return kind_of(stem)


class CannotImport(Exception):
    """Nothing was imported; the text says kindly why and what to do."""


@dataclass(frozen=True)
class Problem:
    """One value, or a whole row where `column` is empty, and what is wrong with it. Lines count from 1.

    Of a row that was refused `row` has all cells.
    """

    file: str
    line: int
    column: str
    value: str
    reason: str
    row: tuple[str, ...] = ()

    def words(self) -> str:
        """The problem in one line."""
        value = self.value if len(self.value) <= 40 else f"{self.value[:39]}…"
        cell = " ".join(part for part in (self.column, f"“{value}”" if value else "") if part)
        return f"{self.file} line {self.line}{', ' if cell else ''}{cell}: {self.reason}"


class Problems(list[Problem]):
    """Problems as they come: the first are kept, all are counted by their sort and told to `written`, if there is one.

    So a million rows with the same fault take no more memory than a few.
    """

    def __init__(self) -> None:
        super().__init__()
        self.sorts: Counter[tuple[str, str, str]] = Counter()
        self.first: dict[tuple[str, str, str], Problem] = {}
        self.written: Callable[[Problem], None] | None = None

    def append(self, problem: Problem) -> None:
        """Take one more."""
        sort = (problem.file, problem.column, FIGURES.sub("#", problem.reason))
        self.sorts[sort] += 1
        self.first.setdefault(sort, problem)
        if len(self) < REMEMBERED:
            super().append(problem)
        if self.written:
            self.written(problem)

    @property
    def total(self) -> int:
        """How many there were."""
        return self.sorts.total()


@dataclass
class FileReport:
    """The rows of one file: each was created, updated, found unchanged or refused.

    `columns` tell what each column became, `examples` a few records before and after.
    """

    file: str
    noun: str
    rows: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: int = 0
    columns: list[tuple[str, str]] = field(default_factory=list)
    examples: list[str] = field(default_factory=list)

    def words(self) -> str:
        """The counts in one line."""
        counts = {"new": self.created, "updated": self.updated, "unchanged": self.unchanged, "refused": self.refused}
        parts = [f"{count:,} {word}" for word, count in counts.items() if count]
        kind = "" if kind_of(self.file.rpartition(".")[0]) == self.noun else f" → {names().get(self.noun, self.noun)}"
        rows = f"{self.rows:,} row{'' if self.rows == 1 else 's'}"
        return f"{self.file}{kind}: {rows}, {', '.join(parts) or 'none'}"


@dataclass
class ImportReport:
    """A whole import. `turn` names it in the changes; `problems` refused rows, `warnings` did not."""

    turn: str
    dry_run: bool = False
    files: list[FileReport] = field(default_factory=list)
    problems: Problems = field(default_factory=Problems)
    warnings: Problems = field(default_factory=Problems)
    ignored: list[str] = field(default_factory=list)
    seconds: float = 0.0
    source: str = ""
    number: int | None = None
    ledger: str = ""

    def total(self, count: str) -> int:
        """One of the counts over all files: `rows`, `created`, `updated`, `unchanged` or `refused`."""
        return sum(getattr(file, count) for file in self.files)

    def mapped(self) -> str:
        """What each column becomes and a few records before and after, file by file."""
        lines = []
        for file in self.files:
            told: defaultdict[str, list[str]] = defaultdict(list)
            for title, target in file.columns:
                told[target].append(title or "(no title)")
            custom = told.pop("a custom field", [])
            lines.append(f"{file.file} → {names().get(file.noun, file.noun)}")
            lines += [f"    {' and '.join(titles)} → {target}" for target, titles in told.items()]
            lines += [f"    kept as custom fields: {', '.join(custom)}"] if custom else []
            lines += [f"    would change {example}" for example in file.examples]
        return "\n".join(lines)

    def words(self) -> str:
        """The report as a few lines of text."""
        done = "This would be imported" if self.dry_run else f"Imported in {self.seconds:.1f} s"
        count = len({file.file for file in self.files})
        lines = [f"{done}: {self.total('rows'):,} rows from {count} file{'' if count == 1 else 's'}."]
        lines += [f"Read as an export of {self.source}; if it is not, say so with --preset."] if self.source else []
        lines += [f"  {file.words()}" for file in self.files]
        lines += _said("Refused", self.problems)
        lines += _said("Worth a look", self.warnings)
        lines += [f"All of it, row by row: {self.ledger}"] if self.ledger else []
        if self.number:
            lines.append(f"This is import {self.number}; “rapport import --undo {self.number}” takes it back whole.")
        if self.ignored:
            lines.append(f"Left aside, named after nothing I keep: {', '.join(self.ignored)}")
        return "\n".join(lines)


def _said(title: str, problems: Problems) -> Iterable[str]:
    """The problems, those of one sort together under their first example."""
    sorts = problems.sorts
    if sorts:
        yield f"{title}:"
    for sort, count in islice(sorts.most_common(), SHOWN):
        yield f"  {problems.first[sort].words()}{f' (and {count - 1:,} more like it)' if count > 1 else ''}"
    if len(sorts) > SHOWN:
        yield f"  … and {sorts.total() - sum(n for _, n in sorts.most_common(SHOWN)):,} others"
