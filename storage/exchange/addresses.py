"""E-mail addresses and telephone numbers: kept as written, doubted where they cannot be right."""

import re

PLAIN = re.compile(r"[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*@(?:[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*\.)+[A-Za-z]{2,}")
SPECIAL = re.compile(r"(?<=[@.])(?:arpa|invalid|local|localhost|onion|test)$", re.IGNORECASE)
PHONE = re.compile(r"\(?\+?(?:[\s()./-]*\d){5,15}[\s()./-]*(?:(?:ext|extension|x|#)\.?\s*\d{1,6})?", re.IGNORECASE)


def email_doubt(text: str) -> str:
    """What is wrong with an e-mail address, empty when nothing is. Domains kept for tests are as good as others."""
    if len(text) <= 64 and PLAIN.fullmatch(text):
        return ""
    from email_validator import EmailNotValidError, validate_email

    try:
        validate_email(SPECIAL.sub("example", text), check_deliverability=False, globally_deliverable=False)
    except EmailNotValidError:
        return "is no e-mail address; kept as it is"
    return ""


def phone_doubt(text: str) -> str:
    """What is wrong with a telephone number, empty when nothing is."""
    return "" if PHONE.fullmatch(text) else "is no telephone number; kept as it is"
