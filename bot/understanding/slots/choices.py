"""Words for choices: what people write where the records hold one of a few values."""

import re
from collections.abc import Iterator

from rapidfuzz.distance import OSA

from bot.understanding.names.ordinary import ordinary_words

CHOICES: dict[str, dict[str, str]] = {
    "form": {"xlsx": "xlsx xls excel spreadsheet", "csv": "csv", "vcf": "vcf vcard vcards", "ics": "ics ical calendar"},
    "channel": {
        "call": "call calls called calling phone phoned rang ring telephoned voicemail dialled facetime",
        "meeting": "meeting meetings met mtg meet lunch coffee demo workshop sat zoom teams videocall "
        "webinar breakfast dinner",
        "email": "email emails e-mail e-mails mail mails mailed emailed wrote inbox newsletter",
        "chat": "chat chats chatted whatsapp texted text sms dm messaged slack message messages livechat",
        "visit": "visit visits visited onsite on-site dropped walked stopped toured",
        "social": "linkedin twitter instagram facebook social tweet tweeted xing",
        "survey": "survey surveys questionnaire",
        "note": "note notes",
        "letter": "letter letters postcard postcards",
        "event": "event events roadshow exhibition tradeshow",
    },
    "priority": {
        "urgent": "urgent urgently asap critical immediately emergency p1 sev1 blocker severe highest top",
        "high": "high important p2 sev2 higher",
        "normal": "normal medium regular standard p3 sev3 usual",
        "low": "low minor p4 sev4 lowest trivial lower whenever",
    },
    "status": {
        "new": "new untouched",
        "working": "working progress ongoing started investigating wip active",
        "waiting": "waiting hold pending parked wait paused awaiting",
        "closed": "closed solved resolved done fixed",
        "open": "open",
        "contacted": "contacted reached",
        "qualified": "qualified qualify qualifies",
        "unqualified": "unqualified disqualify disqualified disqualifies junk rubbish bogus fake dead",
    },
    "source": {
        "website": "website web webpage homepage webshop online internet",
        "referral": "referral referrals referred recommended recommendation introduced introduction",
        "event": "event fair expo exhibition conference congress convention booth meetup webinar seminar roadshow "
        "summit hackathon workshop",
        "social": "social socials linkedin facebook instagram insta twitter tiktok youtube pinterest xing",
        "survey": "survey questionnaire quiz poll",
        "campaign": "campaign newsletter mailing mailshot flyer ad ads advert advertisement",
        "cold": "cold",
    },
    "stage": {
        "prospecting": "prospecting discovery",
        "engaging": "engaging engaged engagement",
        "proposal": "proposal proposals proposed",
        "negotiation": "negotiation negotiations negotiating negotiate haggling",
    },
    "outcome": {
        "lost": "lost lose loses loss losing rejected declined cancelled canceled withdrew collapsed refused killed "
        "dead defeat bailed",
        "won": "won win wins winning signed sold secured landed accepted approved bought clinched bagged countersigned "
        "victory",
    },
    "sentiment": {
        "positive": "happy pleased delighted thrilled glad satisfied excited positive enthusiastic loved loves chuffed "
        "impressed",
        "negative": "angry unhappy upset furious annoyed frustrated disappointed negative irritated livid cross fuming "
        "dissatisfied mad complained concerned worried",
        "neutral": "neutral",
    },
    "response": {
        "unsubscribed": "unsubscribed unsubscribe unsubscribes unsubscribing unsub unsubbed optout",
        "signed_up": "signup signups signed registered register registers registration joined enrolled enlisted booked",
        "bought": "bought buy buys purchase purchases purchased ordered order sale",
        "replied": "replied reply replies responded answer answered answers reacted wrote written",
        "clicked": "clicked click clicks tapped",
        "opened": "opened open opens read seen viewed",
    },
    "role": {
        "manager": "manager manages manage managing leads lead leader head heads boss runs",
        "agent": "agent agents",
        "rep": "rep reps representative seller",
        "marketing": "marketing marketer",
        "admin": "admin administrator",
    },
    "fix": {
        "duplicates": "duplicate duplicates dupe dupes double doubles twins",
        "phones": "phone phones phonenumber phonenumbers telephone telephones tel mobile mobiles cell fone "
        "fones numbers",
        "emails": "email emails e-mail e-mails mail mails mailto",
        "countries": "country countries contries nation nations",
        "spelling": "spelling casing capitals caps capitalise capitalisation capitalization uppercase lowercase space "
        "spaces whitespace",
    },
    "how": {
        "add": "add put include plus append extra additional also attach insert throw stick pop chuck tack squeeze",
        "remove": "remove removed drop dropped delete deleted cancel cancelled scrap strike bin ditch nix "
        "exclude minus",
        "set": "set change update make correct adjust reduce raise increase lower bump decrease mistake swap",
    },
    "scale": {"nps": "nps recommend promoter", "csat": "csat satisfaction stars star"},
}
"""For each slot, the values and the words that tell them."""

EACH = r"(?:by|per|for each|for every|each|every|between|across|(?:broken|split) down by)(?: the| our)?"
PHRASES = {
    "fix": {
        r"(?:missing|empty|blank|lacking|no) countr(?:y|ies)"
        r"|(?:fill|guess|derive|complete|infer)\b.{0,30}\bcountr(?:y|ies)"
        r"|countr(?:y|ies)\b.{0,40}\b(?:from|by) (?:the )?(?:tel\w*|phone|prefix|diall?ing|domain|web)"
        r"|countr(?:y|ies)\b(?: field)?s? (?:(?:that )?(?:is|are)|where (?:it|they)(?: is|'s| are)) "
        r"(?:missing|empty|blank|lacking)": "missing_countries",
        r"e-?mails?\b.{0,30}\b(?:spaces?|blanks?|brackets?)|(?:spaces?|blanks?|brackets?) "
        r"(?:\w+ ){0,2}(?:the |our |all )?e-?mails?|mail ?addresses": "emails",
        r"(?:upper|lower|small|capital|title|block|proper)[ -]?(?:case|letters?|capitals)"
        r"|(?:all|block)[ -]caps|caps[ -]lock"
        r"|(?:double|extra|trailing|leading|stray|superfluous) (?:blanks?|spaces?|white ?space)|shout(?:ing|s)?"
        r"|spell(?:ing|ed)? of (?:\w+ )?names": "spelling",
    },
    "response": {
        r"unsubscrib\w+|opt(?:ed|s|ing)? out|(?:no|any) (?:longer|more) (?:e?mails?|newsletters?|ads|advertis\w+)"
        r"|(?:doesn't|does not|don't|do not) (?:want|wish)|no longer (?:wants|wishes)|off the (?:mailing )?list"
        r"|tak(?:e|en|ing)\b.{1,60}\boff"
        r"|cancell?ed (?:his|her|their) subscription": "unsubscribed",
        r"sign(?:ed|s|ing)?[ -]?(?:up|on)": "signed_up",
        r"wrote (?:us )?back|mailed (?:us )?back|got back to us": "replied",
    },
    "how": {
        r"(?:take|took|taking|tk|knock|strike|leave|left|drop|get)\b(?:(?!\d+ ?(?:%|per)).){1,60}?\b(?:off|out|away)"
        r"|tak(?:e|ing) (?:off|out|away)|without|get rid of|no longer (?:want|need)s?|doesn'?t (?:want|need)"
        r"|don'?t (?:want|need)|(?:can|should) (?:come off|go)|lose the|scratch the|kick"
        r"|\bno (?!more\b|longer\b|discount|\d)\w+(?: \w+){0,2} on"
        r"|(?:decided|against) the|taken (?:off|out)": "remove",
        r"(?:make|set|change|put) (?:it|that|them|the)\b(?=.{0,60}\d)|(?:instead of|not|no longer) \d+|from \d+ to \d+"
        r"|(?:give|gets?)\b.{0,30}\d+ ?(?:%|percent)|halve|it'?s (?:really |only )?\d+|only \d+|(?:down|up) to \d+"
        r"|is enough|fewer than": "set",
    },
    "channel": {
        r"hung up|(?:off|on|over) the (?:phone|line|horn|blower)|telef?on\w*|on the dog": "call",
        r"on[ -]?site|in their (?:office|shop|store|plant|hall|warehouse)|at their place|stopped by": "visit",
        r"over (?:coffee|lunch|dinner|breakfast|a beer|drinks)|sat down with|met up|caught up in person": "meeting",
        r"by (?:e-?)?mail|in an e-?mail|(?:sent|dropped|shot) me an? (?:e-?mail|mail|note)": "email",
    },
    "priority": {
        r"hi(?:gh)?[ -]?prio\w*|prio\w* hi(?:gh)?": "high",
        r"lo(?:w)?[ -]?prio\w*|prio\w* lo(?:w)?|no (?:rush|hurry)|not urgent": "low",
        r"top[ -]?prio\w*|drop everything|right now": "urgent",
    },
    "status": {
        r"(?:not|never|no longer|isn'?t|doesn'?t|don'?t) (?:really )?(?:qualif\w+|interested|a (?:good )?fit|for us)"
        r"|lost interest|bad fit|no[ -](?:go|good)|written off|ruled out": "unqualified",
        r"(?:been |got(?:ten)? )?in touch|(?:made|first) contact|(?:spoke|spoken|talked) (?:to|with)|got hold of"
        r"|(?:wrote|written) to|left (?:a |an? )?(?:voicemail|message)": "contacted",
        r"sales[ -](?:ready|qualified)|good fit|all (?:of )?our criteria|all the boxes": "qualified",
    },
    "source": {
        r"(?:contact|web|sign-?up) (?:form|page)|(?:our|the|web) site|landing page|^site$|^form$": "website",
        r"word of mouth|(?:put in|dropped) a (?:good )?word|(?:by|via|through) (?:a|our) (?:friend|partner)"
        r"|a friend of": "referral",
        r"(?:at|from) (?:the|an?) (?:\w+ )?show|trade (?:show|fair)|open day|networking \w+"
        r"|(?:our|the) (?:stand|stall)|stall at": "event",
        r"google ads?|pay per click|on the radio": "campaign",
        r"door to door|out of the blue": "cold",
        r"^other$|source:? (?:is )?other|other sources?": "other",
    },
    "stage": {
        r"(?:sent|sending|have|has|got) (?:\w+ )?(?:the |an? |our |my )?(?:offer|quote|proposal)"
        r"|(?:offer|quote)(?:'s| is) (?:out|on the table)": "proposal",
        r"in talks|talking (?:about )?(?:the )?(?:price|prices|terms)": "negotiation",
    },
    "by": {
        rf"{EACH} months?(?!['’]s| end)|month by month|monthly": "month",
        rf"{EACH} (?:sales )?(?:reps?|owners?|persons?|people|sales ?(?:persons?|people)|sellers?|colleagues?|members?"
        rf"|account (?:managers?|executives?))|rep by rep|each of us": "owner",
        rf"{EACH} (?:sales )?teams?|team by team": "team",
    },
    "outcome": {
        r"said (?:no|they'?d rather not)|(?:turned|turning) (?:us|it|me|him|her) down|f(?:e|a)ll (?:through|apart)"
        r"|(?:went|going|gone|signed) (?:with|to) (?:someone|somebody|another|an?|the) \w+|backed out|pulled the plug"
        r"|walked away|passed on (?:it|us)|missed out|no (?:deal|go)|not (?:got|get|awarded|won|win|sign\w*)"
        r"|(?:did not|didn'?t|won'?t|will not) (?:get|happen|win|sign|buy|go ahead)|awarded to (?:someone|somebody)"
        r"|closed?[ -]lost": "lost",
        r"said yes|in the bag|took (?:the|our) offer|is ours|(?:went|going|go|gone) ahead|came through"
        r"|gave us the nod|closed?[ -](?:as )?won|done deal|agreed to everything|awarded to us": "won",
    },
}
"""Words that together tell a value more surely than any of the table."""

WORD = re.compile(r"[a-z][a-z0-9-]*", re.IGNORECASE)


def read_choice(slot: str, words: str) -> str | None:
    """The value that some words tell, misspellings of longer words included; None when none does."""
    return next((value for _, value in find_choices(slot, words)), None)


def find_choices(slot: str, text: str) -> Iterator[tuple[re.Match[str], str]]:
    """Each word in a text that tells a value of the slot, with that value; phrases first."""
    for phrase, value in PHRASES.get(slot, {}).items():
        yield from ((match, value) for match in re.finditer(rf"\b(?:{phrase})\b", text, re.IGNORECASE))
    table = {word: value for value, words in CHOICES.get(slot, {}).items() for word in words.split()}
    for match in WORD.finditer(text):
        word = match[0].casefold()
        if told := table.get(word) or _misspelt(word, table):
            yield match, told


def _misspelt(word: str, table: dict[str, str]) -> str | None:
    if len(word) < 5 or word in ordinary_words():
        return None
    near = (known for known in table if len(known) >= 5 and known[0] == word[0] and OSA.distance(word, known) <= 1)
    return table.get(next(near, ""))
