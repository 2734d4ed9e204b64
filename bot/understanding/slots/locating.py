"""Locating: the city, the country and the industry of a company, and who is at which, told apart."""

import re
from functools import cache
from typing import Any

from bot.understanding.questions.vocabulary import COUNTRIES
from storage.countries import country_named
from storage.folding import fold


def located(found: dict[str, Any], text: str) -> dict[str, Any]:
    """The three as they are: a country known by its name, and behind a comma after the city what the company does."""
    city, _, beyond = (found.get("city") or "").partition(",")
    country, industry = found.get("country"), found.get("industry")
    named = _countries().search(fold(text))
    if named and named[0] not in fold(found.get("name") or ""):
        country = _spelt(named[0], text)
        industry = None if industry and fold(industry) in named[0] else industry
        city = None if fold(city) == named[0] else city
    elif not country and industry and country_named(industry):
        country, industry = industry, None
    elif country and fold(country) not in COUNTRIES and not country_named(country):
        country, industry = None, industry or country
    beyond = beyond.strip()
    if beyond and not industry and fold(beyond) not in COUNTRIES:
        industry = beyond
    return {"city": city or None, "country": country, "industry": industry}


def person_and_company(name: str | None) -> dict[str, Any]:
    """The name and the company of somebody new, who may be written as one: "Ida Holm, Holm Kayaks"."""
    person, *company = re.split(r"\s*,\s*|\s+(?:from|at|of|@|over at)\s+", name or "", maxsplit=1)
    return {"name": person, "company": company[0]} if company and company[0] and len(person.split()) > 1 else {}


@cache
def _countries() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, COUNTRIES), key=len, reverse=True))
    return re.compile(rf"\b(?:{names})(?=[ ,.;!?]*$|,)")


def _spelt(folded: str, text: str) -> str:
    """The country as it is written in the text, or as it is called where letters were folded."""
    written = re.search(re.escape(folded), text, re.IGNORECASE)
    return written[0] if written else folded.title()
