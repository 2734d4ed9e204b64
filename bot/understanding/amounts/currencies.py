"""Currencies as they are written: signs, codes and names, each with its ISO 4217 code."""

SYMBOLS = {
    "$": "USD", "us$": "USD", "a$": "AUD", "au$": "AUD", "c$": "CAD", "ca$": "CAD", "hk$": "HKD", "nz$": "NZD",
    "s$": "SGD", "mex$": "MXN", "r$": "BRL",
    "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW", "₪": "ILS", "₺": "TRY",
}  # fmt: skip
CODES = (
    "EUR USD GBP CHF JPY INR CNY AUD CAD NZD SEK NOK DKK PLN CZK HUF SGD HKD ZAR BRL MXN AED KRW ILS TRY THB"
).split()
PLURALS = {
    "euro": "EUR", "dollar": "USD", "us dollar": "USD", "american dollar": "USD", "buck": "USD", "pound": "GBP",
    "british pound": "GBP", "swiss franc": "CHF", "rupee": "INR", "indian rupee": "INR", "australian dollar": "AUD",
    "canadian dollar": "CAD", "hong kong dollar": "HKD", "singapore dollar": "SGD", "new zealand dollar": "NZD",
    "turkish lira": "TRY",
}  # fmt: skip
NAMES = {name + ending: code for name, code in PLURALS.items() for ending in ("", "s")} | {
    "quid": "GBP", "francs": "CHF", "yen": "JPY", "japanese yen": "JPY", "kronor": "SEK", "zloty": "PLN", "yuan": "CNY",
    "chinese yuan": "CNY", "rmb": "CNY", "renminbi": "CNY",
}  # fmt: skip
MILLIONS = {f"m{code.lower()}": code for code in ("USD", "EUR", "GBP", "AUD", "CAD", "CHF", "SEK")}  # "30 MEUR"
CURRENCIES = SYMBOLS | NAMES | {code.lower(): code for code in CODES} | {f"{code.lower()}$": code for code in CODES}
SIGNS = "|".join(sorted((sign.removesuffix("$") for sign in SYMBOLS if sign.endswith("$")), key=len, reverse=True))
