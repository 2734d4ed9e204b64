"""Masks: a person's names, addresses and numbers taken out of texts, wherever and however they are written."""

import json
import re
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, String, cast, false, or_

from storage.folding import fold
from storage.lessons import SOMEBODY


class Mask:
    """What names one person. Only whole words count: `Dana Weber` is not in `Dana Weber-Klein`.

    `exact` are spelled in one way only, as e-mail addresses are; `names` also without accents and in any case.
    """

    def __init__(self, names: Iterable[str], exact: Iterable[str] = ()) -> None:
        named, told = list(names), [word for word in exact if word]
        spelled = sorted({*named, *map(fold, named), *told} - {""}, key=len, reverse=True)
        whole = (r"\s+".join(map(re.escape, words.split())) for words in spelled)
        self._form = re.compile(rf"(?<!\w)(?<!\w-)(?:{'|'.join(whole)})(?!-?\w)", re.IGNORECASE)
        self.words = spelled
        self._probes = {case for word in spelled for case in _cases(max(word.split(), key=len))}

    def taken_out(self, value: Any) -> Any:
        """The text, or all texts in the JSON value, with `somebody` for the person."""
        if isinstance(value, str):
            return self._form.sub(SOMEBODY, value) if self.words else value
        if isinstance(value, dict):
            return {name: self.taken_out(each) for name, each in value.items()}
        return [self.taken_out(each) for each in value] if isinstance(value, list) else value

    def names(self, value: Any) -> bool:
        """Whether the person is named in the text or JSON value."""
        return bool(self.taken_out(value) != value)

    def may_be_in(self, columns: Iterable[Any]) -> ColumnElement[bool]:
        """The rows in which the person may be named; to be looked at again, since it compares parts of words."""
        texts = [cast(column, String) for column in columns]
        found = (text.icontains(probe, autoescape=True) for text in texts for probe in self._probes)
        return or_(false(), *found)


def _cases(word: str) -> set[str]:
    """The word as LIKE has to be given it, in texts and in JSON; databases fold the case of a to z alone."""
    if word.isascii():
        return {word}
    cases = {word, word.lower(), word.upper(), word.title()}
    return cases | {json.dumps(case)[1:-1] for case in cases}
