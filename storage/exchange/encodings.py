"""In which encoding a file was written."""

import codecs
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import NamedTuple, TextIO

from storage.exchange.report import CannotImport

MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
"""Byte order marks; that of UTF-32 begins with that of UTF-16 and is looked for first."""

SHORT_MARK = codecs.BOM_UTF16_BE
"""Before UTF-32 some programs write the mark of UTF-16."""

ZEROS = {
    "000x": "utf-32-be",
    "x000": "utf-32-le",
    "0x0x": "utf-16-be",
    "x0x0": "utf-16-le",
}
"""Which bytes of each four are zero in a text of plain letters."""

PIECE = 1 << 20
SAMPLE = 1 << 16
FORMATS = {b"PK\x03\x04": "an Excel or ZIP file", b"\xd0\xcf\x11\xe0": "an Excel file", b"%PDF": "a PDF file"}


class Encoding(NamedTuple):
    """Python's name for it, whether it was guessed, how many lines the file has at most, and the bytes to skip."""

    name: str
    guessed: bool
    lines: int
    skip: int = 0

    @contextmanager
    def opened(self, path: Path) -> Iterator[TextIO]:
        """The file as text, line ends as they are. Raises OSError and UnicodeError."""
        with path.open("rb") as file:
            file.seek(self.skip)
            yield TextIOWrapper(file, encoding=self.name, newline="")


def encoding_of(path: Path) -> Encoding:
    """The encoding by its mark, else UTF-8, else the likeliest by its words. Raises CannotImport."""
    with path.open("rb") as file:
        start = file.read(64)
    for sign, sort in FORMATS.items():
        if start.startswith(sign):
            raise CannotImport(f"{path.name} is {sort}. Save it as CSV, then import it again.")
    if name := _by_zeros(start.removeprefix(SHORT_MARK)):
        return Encoding(name, False, _read_as_utf8(path)[1], len(SHORT_MARK) if start.startswith(SHORT_MARK) else 0)
    marked = next((name for mark, name in MARKS.items() if start.startswith(mark)), None)
    valid, lines = _read_as_utf8(path)
    if marked or valid:
        return Encoding(marked or "utf-8", False, lines)
    return Encoding(_likeliest(path), True, lines)


def _by_zeros(start: bytes) -> str | None:
    """UTF-32 or UTF-16 without its whole mark, by the zeros between the letters of the header."""
    whole = start[: len(start) // 4 * 4]
    if not whole or whole.startswith(tuple(MARKS)):
        return None
    zeros = [all(byte == 0 for byte in whole[place::4]) for place in range(4)]
    return ZEROS.get("".join("0" if zero else "x" for zero in zeros))


def _read_as_utf8(path: Path) -> tuple[bool, int]:
    decoder, valid, lines = codecs.getincrementaldecoder("utf-8")(), True, 0
    for piece in _pieces(path):
        lines += piece.count(b"\n") or piece.count(b"\r")
        try:
            valid = valid and decoder.decode(piece, final=not piece) is not None
        except UnicodeDecodeError:
            valid = False
    return valid, lines


def _pieces(path: Path) -> Iterator[bytes]:
    """The bytes of the file piece by piece, an empty one last."""
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece
    yield b""


def _likeliest(path: Path) -> str:
    from charset_normalizer import from_bytes

    sample = _telling(path)
    match = from_bytes(sample).best()
    if match is None:
        raise CannotImport(f"{path.name} is no text that I can read. Save it as CSV in UTF-8, then import it again.")
    return "cp1252" if _latin(str(match)) and _reads_western(sample) else match.encoding


def _telling(path: Path) -> bytes:
    """The lines with letters beyond ASCII, as far as a sample goes."""
    found = bytearray()
    with path.open("rb") as file:
        for line in file:
            if not line.isascii():
                found += line
            if len(found) > SAMPLE:
                break
    return bytes(found)


def _latin(text: str) -> bool:
    letters = {sign for sign in text if not sign.isascii() and sign.isalpha()}
    return all("LATIN" in unicodedata.name(sign, "") for sign in letters)


def _reads_western(sample: bytes) -> bool:
    """Whether it makes words in cp1252, with no sign such as `³` amid the letters of one."""
    try:
        text = sample.decode("cp1252")
    except UnicodeDecodeError:
        return False
    inner = zip(text, text[1:], text[2:], strict=False)
    return not any(a.isalpha() and c.isalpha() and "\xa1" <= b <= "\xbf" for a, b, c in inner)
