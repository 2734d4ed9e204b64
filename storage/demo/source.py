"""The hand-written sources: tables with ` | ` between their fields, and stories under `==` headings."""

from pathlib import Path

SOURCE = Path(__file__).parent / "source"


def fields(line: str) -> list[str]:
    """The fields of one line, without the space around them."""
    return [field.strip() for field in line.split("|")]


def lines(path: str) -> list[str]:
    """The lines of a source that are neither empty nor comments, indentation kept."""
    written = (SOURCE / path).read_text(encoding="utf-8").splitlines()
    return [line for line in written if line.strip() and not line.startswith("#")]


def table(name: str) -> list[list[str]]:
    """The rows of `NAME.txt`."""
    return [fields(line) for line in lines(f"{name}.txt")]


def sections(folder: str) -> list[tuple[str, list[list[str]]]]:
    """The sections of all files in a folder: heading, and the rows below it."""
    found: list[tuple[str, list[list[str]]]] = []
    for path in sorted((SOURCE / folder).glob("*.txt")):
        for line in lines(f"{folder}/{path.name}"):
            if line.startswith("== "):
                found.append((line[3:].strip(), []))
            else:
                found[-1][1].append(fields(line))
    return found
