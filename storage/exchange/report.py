"""What an import did: counts by file, what was refused, and what deserves a look."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

SHOWN = 10


class CannotImport(Exception):
    """Nothing was imported; the text says kindly why and what to do."""


@dataclass(frozen=True)
class Problem:
    """One value, or a whole row where `column` is empty, and what is wrong with it. Lines count from 1."""

    file: str
    line: int
    column: str
    value: str
    reason: str

    def words(self) -> str:
        """The problem in one line."""
        value = self.value if len(self.value) <= 40 else f"{self.value[:39]}…"
        cell = " ".join(part for part in (self.column, f"“{value}”" if value else "") if part)
        return f"{self.file} line {self.line}{', ' if cell else ''}{cell}: {self.reason}"


@dataclass
class FileReport:
    """The rows of one file: each was created, updated, found unchanged or refused."""

    file: str
    noun: str
    rows: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: int = 0

    def words(self) -> str:
        """The counts in one line."""
        counts = {"new": self.created, "updated": self.updated, "unchanged": self.unchanged, "refused": self.refused}
        parts = [f"{count:,} {word}" for word, count in counts.items() if count]
        return f"{self.file}: {self.rows:,} row{'' if self.rows == 1 else 's'}, {', '.join(parts) or 'none'}"


@dataclass
class ImportReport:
    """A whole import. `turn` names it in the changes; `problems` refused rows, `warnings` did not."""

    turn: str
    dry_run: bool = False
    files: list[FileReport] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def total(self, count: str) -> int:
        """One of the counts over all files: `rows`, `created`, `updated`, `unchanged` or `refused`."""
        return sum(getattr(file, count) for file in self.files)

    def words(self) -> str:
        """The report as a few lines of text."""
        done = "This would be imported" if self.dry_run else f"Imported in {self.seconds:.1f} s"
        lines = [f"{done}: {self.total('rows'):,} rows from {len(self.files)} files."]
        lines += [f"  {file.words()}" for file in self.files]
        lines += _said("Refused", self.problems)
        lines += _said("Worth a look", self.warnings)
        if self.ignored:
            lines.append(f"Left aside, named after nothing I keep: {', '.join(self.ignored)}")
        return "\n".join(lines)


def _said(title: str, problems: list[Problem]) -> Iterable[str]:
    """The problems, those of one sort together under their first example."""
    sorts = Counter((problem.file, problem.column, problem.reason) for problem in problems)
    first = {(each.file, each.column, each.reason): each for each in reversed(problems)}
    if sorts:
        yield f"{title}:"
    for sort, count in islice(sorts.most_common(), SHOWN):
        yield f"  {first[sort].words()}{f' (and {count - 1:,} more like it)' if count > 1 else ''}"
    if len(sorts) > SHOWN:
        yield f"  … and {sum(sorts.values()) - sum(n for _, n in sorts.most_common(SHOWN)):,} others"
