"""In which encoding a file was written."""

import codecs
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from storage.exchange.report import CannotImport

MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
"""Byte order marks; that of UTF-32 begins with that of UTF-16 and is looked for first."""

PIECE = 1 << 20
SAMPLE = 1 << 16
FORMATS = {b"PK\x03\x04": "an Excel or ZIP file", b"\xd0\xcf\x11\xe0": "an Excel file", b"%PDF": "a PDF file"}


class Encoding(NamedTuple):
    """Python's name for it, whether it was guessed, and how many lines the file has at most."""

    name: str
    guessed: bool
    lines: int


def encoding_of(path: Path) -> Encoding:
    """The encoding by its mark, else UTF-8, else the likeliest by its words. Raises CannotImport."""
    with path.open("rb") as file:
        start = file.read(4)
    for sign, sort in FORMATS.items():
        if start.startswith(sign):
            raise CannotImport(f"{path.name} is {sort}. Save it as CSV, then import it again.")
    marked = next((name for mark, name in MARKS.items() if start.startswith(mark)), None)
    valid, lines = _read_as_utf8(path)
    if marked or valid:
        return Encoding(marked or "utf-8", False, lines)
    return Encoding(_likeliest(path), True, lines)


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
