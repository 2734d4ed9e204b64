"""What a question is about: customers, deals, cases; by their names, or by what is said of them."""

from bot.understanding.questions.sheets import Phrases, Sheet
from bot.understanding.questions.vocabulary import singular

NOUNS = {
    "customer": "customer client account company organisation organization firm business",
    "contact": "contact people person persons anyone someone somebody decision-maker",
    "lead": "lead prospect enquiry inquiry",
    "deal": "deal opportunity opp pipeline dealflow",
    "case": "case ticket issue problem complaint incident request",
    "product": "product article item goods sku",
    "order": "order purchase",
    "quote": "quotes quotations",
    "interaction": "interaction activity conversation touchpoint",
    "reminder": "reminder task todo followup",
    "campaign": "campaign mailing",
}
CHANNEL_NOUNS = {
    "call": "call", "phonecall": "call", "meeting": "meeting", "appointment": "meeting", "email": "email",
    "mail": "email", "chat": "chat", "visit": "visit", "note": "note", "survey": "survey",
}  # fmt: skip
ENTITY_OF = {word: entity for entity, words in NOUNS.items() for word in words.split()}
SPEAK_OF = {
    "quote": "quotes;quotations",
    "order": "units;pieces;"
    "bought;ordered;purchased;buy;buys;spend;spent;did we sell;we sold;sold to;sales;sale;quantity",
    "contact": "decision makers;decision maker;everyone named;everybody named;everyone called;"
    "everyone at;everybody at;everyone in;everybody in;"
    "do we know;everyone we know;everybody we know;people we know;we know at;"
    "works at;works for;phone;birthday;birthdays;job title;title",
    "deal": "closing;won;win;proposal;proposals;negotiation;negotiations;negotiating;lost;sold;sells;selling;stage;"
    "stages;close date;probability;closed",
    "case": "overdue;urgent;unresolved;unsolved;priority;assignee;escalated",
    "product": "runs out;run out;running out;"
    "sell;out of stock;in stock;stock;price;prices;vendor;vendors;category;categories;supplier",
    "lead": "score;converted;qualified;unqualified",
    "campaign": "budget;budgets",
    "interaction": "channel;sentiment",
}
VERBS = Phrases({words: entity for entity, spoken in SPEAK_OF.items() for words in spoken.split(";")})
DENIALS = ("not", "no", "never", "without")
TOUCHES = ("contact", "contacted", "called", "spoken", "heard", "talked", "visited", "emailed", "reached", "touch")
TALKS = {"visit": "visit", "visited": "visit", "met": "meeting", "meet": "meeting", "emailed": "email"}
REQUESTS = frozenset("see show list get give know find have tell display".split())
ASKERS = frozenset("i we would to kindly please hereby and".split())
ADDRESS_WORDS = ("email", "mail", "phone", "call")


def noun_at(sheet: Sheet, index: int) -> str | None:
    """The entity that the word at `index` names, in either number."""
    word = sheet.word(index)
    if not sheet.free(index) or not word or (word == "request" and sheet.word(index - 1) in ASKERS):
        return None
    if singular(word) in CHANNEL_NOUNS:
        return "interaction"
    return ENTITY_OF.get(word) or ENTITY_OF.get(singular(word))


def read_entity(sheet: Sheet) -> tuple[str, str | None]:
    """The entity asked for and, of interactions, the channel; the nouns that say it are taken. "" if none is said."""
    named = (at for at in range(len(sheet.atoms)) if noun_at(sheet, at))
    nouns = [at for at in named if not (_is_field(sheet, at) or _is_value(sheet, at))]
    if not nouns:
        return "", None
    begun, first = _requested(sheet, nouns)
    sheet.take(0, begun)
    head = first
    while head + 1 in nouns:
        head += 1
    if noun_at(sheet, first) == "customer" and _titled(sheet, first):
        return "contact", None
    return _taken(sheet, first, head)


def _titled(sheet: Sheet, noun: int) -> bool:
    """Whether people are asked for by what they do: "directors at customers in the UK"."""
    at = noun - 1
    while sheet.word(at) in ("our", "the", "all", "my", "any"):
        at -= 1
    known = sheet.marks.vocabulary.named(sheet.word(at - 1))
    return sheet.word(at) in ("at", "of", "from") and any(value.field == "title" for value in known)


def _requested(sheet: Sheet, nouns: list[int]) -> tuple[int, int]:
    """Where the request begins and its noun; a preamble goes before: "for the Monday call I need to see all deals"."""
    for at in range(len(sheet.atoms) - 1, nouns[0], -1):
        requested = sheet.word(at) in REQUESTS and sheet.word(at - 1) in ("to", "please", "you", "me")
        asks = requested or sheet.word(at) == ":"
        behind = next((noun for noun in nouns if at < noun <= at + 6), None)
        if asks and behind is not None:
            return at + 1, behind
    return 0, nouns[0]


def _is_field(sheet: Sheet, index: int) -> bool:
    """Whether "email" here is an address that is missing, or "contact" what somebody is to do."""
    before = sheet.word(index - 1)
    word = singular(sheet.word(index))
    if sheet.word(index + 1) in ("address", "addresses") or _custom(sheet, index):
        return True
    if word in ADDRESS_WORDS and _of_people(sheet, index + 1):
        return True
    if word in CHANNEL_NOUNS and before in ("i", "to", "should", "we", "you", "not"):
        return True
    denied = before in ("without", "no", "an", "missing", "their", "neither", "nor", "with")
    return (word in ADDRESS_WORDS and denied) or (word == "contact" and before in ("not", "last", "no", "to", "should"))


def _of_people(sheet: Sheet, index: int) -> bool:
    """Whether "of all contacts" or "of everyone" follows, who have addresses."""
    whom = sheet.past(index + 1, frozenset(("the", "all", "our", "my", "these", "those")))
    everyone = sheet.word(whom) in ("everyone", "everybody")
    return sheet.word(index) in ("of", "for") and (everyone or noun_at(sheet, whom) == "contact")


def _is_value(sheet: Sheet, index: int) -> bool:
    """Whether the word belongs to a value that the records hold, as "business" of "small business customers"."""
    words = [sheet.word(at) for at in (index - 1, index, index + 1)]
    spoken = (" ".join(words[:2]), " ".join(words[1:])) if noun_at(sheet, index + 1) else (" ".join(words[:2]),)
    return any(sheet.marks.vocabulary.named(each) for each in spoken if " " in each.strip())


def _custom(sheet: Sheet, index: int) -> bool:
    """Whether an imported field of several words begins here, as "product interest"."""
    vocabulary = sheet.marks.vocabulary
    word = sheet.word(index)
    names = [words for entity in vocabulary.fields for words, _ in vocabulary.fields_from(entity, word)]
    return any(len(words) > 1 and sheet.reads(index, words) for words in names)


def _taken(sheet: Sheet, first: int, head: int) -> tuple[str, str | None]:
    entity = noun_at(sheet, head) or ""
    channel = CHANNEL_NOUNS.get(singular(sheet.word(head)))
    qualifier = CHANNEL_NOUNS.get(singular(sheet.word(first))) if first < head else None
    sheet.take(first, head + 1)
    if entity == "deal" and sheet.word(head) == "pipeline":
        sheet.taken.discard(head)
    return entity, channel or (qualifier if entity in ("campaign", "interaction") else None)


def infer_entity(sheet: Sheet) -> tuple[str, str | None]:
    """The entity that the verbs and the values of a question speak of, where no noun names one."""
    if sheet.marks.entity:
        return sheet.marks.entity, None
    if sheet.has(*DENIALS) and sheet.has(*TOUCHES):
        return "customer", None
    talk = next((TALKS[atom.word] for atom in sheet.atoms if atom.word in TALKS), None)
    if talk and sheet.has("did", "we", "i") and not sheet.has("not", "never"):
        return "interaction", talk
    verb = next((entity for entity, _, _ in VERBS.within(sheet)), None)
    return verb or _by_values(sheet), None


def _by_values(sheet: Sheet) -> str:
    """The entity of which a custom field is named, else of which a value is."""
    vocabulary = sheet.marks.vocabulary
    for at, atom in enumerate(sheet.atoms):
        for entity in vocabulary.fields if atom.word else ():
            known = vocabulary.fields_from(entity, atom.word)
            if any(name in vocabulary.imported(entity) and sheet.reads(at, words) for words, name in known):
                return entity
    for atom in sheet.atoms:
        for value in sheet.marks.vocabulary.named(atom.word) if atom.word else ():
            if value.entity in NOUNS:
                return value.entity
    return "customer"
