"""What a question is about: customers, deals, cases; by their names, or by what is said of them."""

from bot.understanding.sheets import Phrases, Sheet
from bot.understanding.vocabulary import singular

NOUNS = {
    "customer": "customer client account company organisation organization firm business enterprise",
    "contact": "contact people person persons anyone someone somebody decision-maker",
    "lead": "lead prospect enquiry inquiry",
    "deal": "deal opportunity opp pipeline dealflow",
    "case": "case ticket issue problem complaint incident request",
    "product": "product article item goods sku",
    "order": "order purchase sale",
    "interaction": "interaction activity conversation touchpoint",
    "reminder": "reminder task todo followup",
    "campaign": "campaign mailing",
}
CHANNEL_NOUNS = {
    "call": "call", "phonecall": "call", "meeting": "meeting", "appointment": "meeting", "email": "email", "mail": "email",
    "chat": "chat", "visit": "visit", "note": "note", "survey": "survey",
}  # fmt: skip
ENTITY_OF = {word: entity for entity, words in NOUNS.items() for word in words.split()}
VERBS = Phrases(
    {
        "bought": "order", "ordered": "order", "purchased": "order", "buy": "order", "buys": "order", "spend": "order",
        "spent": "order", "do we know": "contact", "works at": "contact", "works for": "contact",
        "phone": "contact", "birthday": "contact", "birthdays": "contact", "job title": "contact",
        "closing": "deal", "won": "deal", "win": "deal", "proposal": "deal", "negotiation": "deal", "lost": "deal",
        "sold": "deal", "sell": "product", "negotiating": "deal", "overdue": "case", "urgent": "case",
        "unresolved": "case", "unsolved": "case", "out of stock": "product", "in stock": "product", "stock": "product",
        "sells": "deal", "selling": "deal",
    }
)  # fmt: skip
TALKS = {"visit": "visit", "visited": "visit", "met": "meeting", "meet": "meeting", "emailed": "email", "chatted": "chat"}
ADDRESS_WORDS = ("email", "mail", "phone", "call")


def noun_at(sheet: Sheet, index: int) -> str | None:
    """The entity that the word at `index` names, in either number."""
    word = sheet.word(index)
    if not sheet.free(index) or not word:
        return None
    if singular(word) in CHANNEL_NOUNS:
        return "interaction"
    return ENTITY_OF.get(word) or ENTITY_OF.get(singular(word))


def read_entity(sheet: Sheet) -> tuple[str, str | None]:
    """The entity asked for and, of interactions, the channel; the nouns that say it are taken. "" if none is said."""
    for index in range(len(sheet.atoms)):
        entity = noun_at(sheet, index)
        if not entity or _is_field(sheet, index):
            continue
        head = index
        while noun_at(sheet, head + 1) and not _is_field(sheet, head + 1):
            head += 1
        return _taken(sheet, index, head)
    return "", None


def _is_field(sheet: Sheet, index: int) -> bool:
    """Whether "email" here is an address that is missing, or "contact" what somebody is to do."""
    before = sheet.word(index - 1)
    word = singular(sheet.word(index))
    denied = before in ("without", "no", "an", "missing", "their", "neither", "nor", "with")
    return (word in ADDRESS_WORDS and denied) or (word == "contact" and before in ("not", "last", "no", "to", "should"))


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
    talk = next((TALKS[atom.word] for atom in sheet.atoms if atom.word in TALKS), None)
    if talk and sheet.has("did", "we", "i") and not sheet.has("not", "never"):
        return "interaction", talk
    verb = next((entity for entity, _, _ in VERBS.within(sheet)), None)
    return verb or _by_values(sheet), None


def _by_values(sheet: Sheet) -> str:
    for atom in sheet.atoms:
        for value in sheet.marks.vocabulary.named(atom.word) if atom.word else ():
            if value.entity in NOUNS:
                return value.entity
    return "customer"
