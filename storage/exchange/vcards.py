"""vCards of versions 2.1, 3.0 and 4.0 (RFC 2426, RFC 6350), read as telephones and mail programs write them.

Own code, for vobject 0.9.9 refuses 2 of 18 files that such programs wrote (an unpadded photo, a second BEGIN).
"""

import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

BARE = {"encoding": {"quoted-printable", "base64", "8bit", "7bit", "b"}, "value": {"url", "uri", "content-id"}}
"""Parameters that version 2.1 writes without their name."""
PARAMETER = re.compile(r';([A-Za-z0-9-]+)(?:=("[^"]*"|[^;:"]*)((?:,(?:"[^"]*"|[^;:",]*))*))?')
START = re.compile(r"(?:([A-Za-z0-9-]+)\.)?([A-Za-z0-9-]+)(?=[;:])")
ESCAPED = re.compile(r"\\([\\,;:nN])")
BINARY = {"base64", "b"}


@dataclass(frozen=True)
class Property:
    """One line of a card: its name in capitals, its parameters in small letters, and its value as it was written.

    `group` ties it to the line that says what it is called.
    """

    name: str
    value: str
    parameters: dict[str, tuple[str, ...]] = field(default_factory=dict)
    group: str = ""

    @property
    def kinds(self) -> tuple[str, ...]:
        """What sort it is: `home`, `work`, `cell`, `pref` and the like."""
        preferred = ("pref",) if "pref" in self.parameters else ()
        return (*(kind.casefold() for kind in self.parameters.get("type", ())), *preferred)

    @property
    def is_binary(self) -> bool:
        """Whether it holds a picture, a sound or a key rather than words."""
        encodings = {encoding.casefold() for encoding in self.parameters.get("encoding", ())}
        return bool(encodings & BINARY) or self.value.startswith("data:")

    def parts(self) -> list[str]:
        """The parts between semicolons, as a name or an address has."""
        return [unescaped(part).strip() for part in re.split(r"(?<!\\);", self.value)]

    def words(self) -> str:
        """The value as text."""
        return unescaped(self.value).replace("\r\n", "\n").strip()


@dataclass(frozen=True)
class Card:
    """One card, its properties in their order; it begins in `line` of the file."""

    line: int
    properties: list[Property] = field(default_factory=list)

    def all(self, name: str) -> list[Property]:
        """The properties of that name."""
        return [each for each in self.properties if each.name == name]

    def label(self, one: Property) -> str:
        """What Apple's and Google's programs call a property, empty where they do not."""
        labels = (each for each in self.properties if each.name == "X-ABLABEL" and each.group == one.group)
        found = next(labels, None) if one.group else None
        return re.sub(r"^_\$!<(.*)>!\$_$", r"\1", found.words()) if found else ""


def cards(text: str) -> Iterator[Card]:
    """The cards of a file, a card within a card after the one it is in. What stands outside of cards is skipped."""
    open_cards: list[Card] = []
    for number, line in logical_lines(text):
        found = _property(line)
        if found is None:
            continue
        if found.name == "BEGIN" and found.value.strip().casefold() == "vcard":
            open_cards.append(Card(number))
        elif found.name == "END" and found.value.strip().casefold() == "vcard":
            yield from [open_cards.pop()] if open_cards else []
        elif open_cards:
            open_cards[-1].properties.append(found)
    yield from reversed(open_cards)


def logical_lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines with their numbers, those that were folded for length put together again."""
    begun, number = "", 0
    for at, line in enumerate(text.splitlines(), 1):
        if begun and (line[:1] in (" ", "\t") or _goes_on(begun)):
            begun = begun[:-1] + line.lstrip() if _goes_on(begun) else begun + line[1:]
            continue
        if begun:
            yield number, begun
        begun, number = line.rstrip("\0"), at
    if begun:
        yield number, begun


def _goes_on(line: str) -> bool:
    """Whether a quoted-printable line ends in the sign that it goes on."""
    return line.endswith("=") and "quoted-printable" in line.partition(":")[0].casefold()


def _property(line: str) -> Property | None:
    start = START.match(line.strip())
    if not start:
        return None
    rest, at, parameters = line.strip(), start.end(), dict[str, tuple[str, ...]]()
    while found := PARAMETER.match(rest, at):
        name, values = _parameter(found)
        parameters[name] = (*parameters.get(name, ()), *values)
        at = found.end()
    if rest[at : at + 1] != ":":
        return None
    value = _decoded(rest[at + 1 :], parameters)
    return Property(start[2].upper(), value, parameters, (start[1] or "").casefold())


def _parameter(found: re.Match[str]) -> tuple[str, list[str]]:
    name = found[1].casefold()
    if found[2] is None:
        return next((key for key, words in BARE.items() if name in words), "type"), [name]
    written = f"{found[2]}{found[3] or ''}"
    return name, [value for value in re.split(r"[,\"]+", written) if value]


def _decoded(value: str, parameters: dict[str, tuple[str, ...]]) -> str:
    """The value out of quoted-printable, in the character set that is named."""
    if "quoted-printable" not in {each.casefold() for each in parameters.get("encoding", ())}:
        return value
    charset = next(iter(parameters.get("charset", ())), "utf-8")
    raw = quopri.decodestring(value.encode("utf-8", "surrogateescape"))
    try:
        return raw.decode(charset)
    except (LookupError, UnicodeDecodeError):
        return raw.decode("cp1252", "replace")


def unescaped(text: str) -> str:
    """The text without the backslashes that protect commas, semicolons and line breaks."""
    return ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], text)


def written_card(told: dict[str, str]) -> str:
    """A card of version 3.0, which every program reads, from `name customer title email phone birthday note`."""
    *given, family = told["name"].split() or [""]
    lines = ["BEGIN:VCARD", "VERSION:3.0", f"FN:{escaped(told['name'])}"]
    lines.append(f"N:{escaped(family)};{escaped(' '.join(given))};;;")
    names = {"customer": "ORG", "title": "TITLE", "email": "EMAIL;TYPE=WORK", "phone": "TEL;TYPE=WORK"}
    names |= {"birthday": "BDAY", "note": "NOTE"}
    lines += [f"{name}:{escaped(told[key])}" for key, name in names.items() if told.get(key)]
    return "".join(f"{folded}\r\n" for line in [*lines, "END:VCARD"] for folded in _folded(line))


def escaped(text: str) -> str:
    """The text with its commas, semicolons and line breaks protected."""
    return re.sub(r"([\\,;])", r"\\\1", text).replace("\r\n", "\n").replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 bytes, those that go on begin with a space."""
    piece = ""
    for letter in line:
        if len((piece + letter).encode()) > 75:
            yield piece
            piece = " "
        piece += letter
    yield piece
