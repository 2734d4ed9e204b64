"""The values that text fields and custom fields hold, found in what is said."""

from collections.abc import Iterator
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.understanding.respelling import OTHER, slip
from storage.crm import NOUNS
from storage.derived import fields_of
from storage.folding import fold

LONGEST = 6
"""Words of the longest value that is looked for."""
LEAST = 2
"""Letters of the shortest value that is recognised where its field is not named."""

MISSPELT = 5
"""Letters of the shortest word in which a slip is seen."""
LONG = 8
"""Letters from which on two are."""

DEMONYMS = {
    "american": "United States", "argentinian": "Argentina", "australian": "Australia", "austrian": "Austria",
    "belgian": "Belgium", "brazilian": "Brazil", "british": "United Kingdom", "bulgarian": "Bulgaria",
    "canadian": "Canada", "chilean": "Chile", "chinese": "China", "croatian": "Croatia", "czech": "Czech Republic",
    "danish": "Denmark", "dutch": "Netherlands", "egyptian": "Egypt", "estonian": "Estonia", "finnish": "Finland",
    "french": "France", "german": "Germany", "greek": "Greece", "hungarian": "Hungary", "indian": "India",
    "indonesian": "Indonesia", "irish": "Ireland", "israeli": "Israel", "italian": "Italy", "japanese": "Japan",
    "kenyan": "Kenya", "korean": "South Korea", "latvian": "Latvia", "lithuanian": "Lithuania",
    "mexican": "Mexico", "moroccan": "Morocco", "nigerian": "Nigeria", "norwegian": "Norway",
    "polish": "Poland", "portuguese": "Portugal", "romanian": "Romania", "saudi": "Saudi Arabia",
    "scottish": "Scotland", "serbian": "Serbia", "singaporean": "Singapore", "slovak": "Slovakia",
    "slovenian": "Slovenia", "spanish": "Spain", "swedish": "Sweden", "swiss": "Switzerland", "thai": "Thailand",
    "turkish": "Turkey", "ukrainian": "Ukraine", "vietnamese": "Vietnam", "welsh": "Wales",
}  # fmt: skip
SAME_COUNTRY = {
    "usa": "United States", "us": "United States", "america": "United States", "the states": "United States",
    "united states of america": "United States", "uk": "United Kingdom", "great britain": "United Kingdom",
    "britain": "United Kingdom", "england": "United Kingdom", "holland": "Netherlands", "czechia": "Czech Republic",
    "korea": "South Korea", "uae": "United Arab Emirates", "deutschland": "Germany",
}  # fmt: skip
COUNTRIES = frozenset(fold(name) for name in [*DEMONYMS.values(), *SAME_COUNTRY.values(), "luxembourg", "iceland"])


class Value(NamedTuple):
    """A value as the records spell it, and the field that holds it."""

    entity: str
    field: str
    text: str


class Vocabulary:
    """Finds the values of fields: entity -> field -> values, as `storage.vocabulary.field_values` reads them."""

    def __init__(self, values: dict[str, dict[str, list[str]]]) -> None:
        self.fields: dict[str, tuple[str, ...]] = {}
        self.beginnings: set[str] = set()
        self._values: dict[str, list[Value]] = {}
        self.counted: set[str] = set()
        """Custom fields among others, in which figures stand."""
        self._figured: dict[str, list[Value]] = {}
        self._spoken: dict[str, dict[str, list[tuple[list[str], str]]]] = {}
        self.take_in(values)

    def take_in(self, values: dict[str, dict[str, list[str]]]) -> None:
        """Know more values; those known before stay, whether or not a record still holds them."""
        for entity, fields in values.items():
            self.fields[entity] = tuple(dict.fromkeys([*self.fields.get(entity, ()), *fields]))
            self._spoken[entity] = _by_first(self.fields[entity])
        for value in _every(values):
            for spelling in _spellings(value):
                known = self._values.setdefault(spelling, [])
                if not any(one[:2] == value[:2] for one in known):
                    known.append(value)
                self.beginnings.update(spelling.split()[:1])
            if any(letter.isdigit() for letter in value.text):
                self.counted.add(value.field)
                for spelling in {fold(value.text), singular(fold(value.text)), plural(fold(value.text))}:
                    self._figured.setdefault(spelling, []).append(value)
        self._countries()

    def _countries(self) -> None:
        """Know a country under its other names and by its people, as the records spell it."""
        for spoken, country in [*DEMONYMS.items(), *SAME_COUNTRY.items()]:
            aliases = [fold(country), *(name for name, same in SAME_COUNTRY.items() if same == country)]
            held = [value for name in aliases for value in self._values.get(name, []) if value.field == "country"]
            known = self._values.setdefault(spoken, []) if held else []
            if held and not any(value.field == "country" for value in known):
                known.append(held[0])
                self.beginnings.add(spoken.split()[0])

    def named(self, words: str) -> list[Value]:
        """The values that these folded words name, in any field."""
        return self._values.get(words, [])

    def near(self, words: str) -> list[Value]:
        """The values that these folded words miss by a slip of the fingers."""
        if len(words) < MISSPELT or not words.replace(" ", "").isalpha():
            return []
        slips = 1 if len(words) < LONG else 2
        like = (each for each in self._values if each[:1] == words[:1] and abs(len(each) - len(words)) <= slips)
        found = process.extractOne(words, like, scorer=OSA.distance, score_cutoff=slips)
        return self._values[found[0]] if found and (slips > 1 or slip(words, found[0]) < OTHER) else []

    def held(self, words: str) -> list[Value]:
        """The values that are spelt with these folded words and figures, where their field is named beside."""
        return [*self._values.get(words, ()), *self._figured.get(words, ())]

    def fields_from(self, entity: str, word: str) -> list[tuple[list[str], str]]:
        """The fields whose spoken name begins with the word: all its words and the field, longest first."""
        return self._spoken.get(entity, {}).get(word, [])

    def imported(self, entity: str) -> list[str]:
        """The custom fields of an entity, by their imported names."""
        own = {field.name for field in fields_of(NOUNS[entity])}
        return [name for name in self.fields.get(entity, ()) if name not in own]


def _by_first(fields: tuple[str, ...]) -> dict[str, list[tuple[list[str], str]]]:
    found: dict[str, list[tuple[list[str], str]]] = {}
    for field in fields:
        words = field.casefold().replace("_", " ").split()
        for form in [words, [*words[:-1], plural(words[-1])]] if words else []:
            found.setdefault(form[0], []).append((form, field))
    return {first: sorted(known, key=lambda each: -len(each[0])) for first, known in found.items()}


def _every(values: dict[str, dict[str, list[str]]]) -> Iterator[Value]:
    for entity, fields in values.items():
        for field, known in fields.items():
            yield from (Value(entity, field, text) for text in known)


def _spellings(value: Value) -> Iterator[str]:
    """The value itself and its other number, "restaurants" for "restaurant"; of a title, its telling words."""
    folded = fold(value.text)
    if value.field == "title":
        telling = (fold(word) for word in value.text.split() if len(word) > 3 or word.isupper())
        yield from (form for word in telling for form in (word, plural(word)))
    elif len(folded) >= LEAST and not folded.isdecimal():
        yield from dict.fromkeys([folded, singular(folded), plural(folded)])


def singular(words: str) -> str:
    """The words with the last one in the singular."""
    if words.endswith("ies") and len(words) > 4:
        return words[:-3] + "y"
    return words[:-1] if words.endswith("s") and not words.endswith("ss") and len(words) > 3 else words


def plural(words: str) -> str:
    """The words with the last one in the plural."""
    if words.endswith("y") and words[-2:-1] not in tuple("aeiou"):
        return words[:-1] + "ies"
    return words if words.endswith("s") else words + "s"
