"""How often something recurs, in words."""

from calendar import month_name

UNITS = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year", "HOURLY": "hour", "MINUTELY": "minute"}
DAYS = {
    "MO": "Monday", "TU": "Tuesday", "WE": "Wednesday", "TH": "Thursday", "FR": "Friday", "SA": "Saturday",
    "SU": "Sunday",
}  # fmt: skip
PLACES = {"1": "first", "2": "second", "3": "third", "4": "fourth", "-1": "last"}
WEEKDAYS = "MO,TU,WE,TH,FR"
ENDINGS = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}


def often(rule: str) -> str:
    """An RFC 5545 rule as people say it: `every Monday`, `every 2 weeks on Friday`, `every month on the 1st`."""
    parts = dict(part.split("=", 1) for part in rule.split(";") if "=" in part)
    unit, interval, days = UNITS[parts["FREQ"]], int(parts.get("INTERVAL", 1)), parts.get("BYDAY", "")
    if interval == 1 and days == WEEKDAYS and unit in ("day", "week"):
        return "every weekday"
    if interval == 1 and days and unit in ("day", "week"):
        return f"every {_days(days)}"
    every = f"every {unit}" if interval == 1 else f"every {interval} {unit}s"
    if days == WEEKDAYS and parts.get("BYSETPOS") == "-1":
        return f"{every} on its last working day"
    if days:
        return f"{every} on {_days(days)}"
    return f"{every} on {_date(parts)}" if "BYMONTHDAY" in parts else every


def _days(days: str) -> str:
    return " and ".join(_day(each) for each in days.split(","))


def _day(day: str) -> str:
    place, name = day[:-2].removeprefix("+"), DAYS[day[-2:]]
    return f"the {PLACES.get(place, place)} {name}" if place else name


def _date(parts: dict[str, str]) -> str:
    if "BYMONTH" in parts:
        return f"{parts['BYMONTHDAY']} {month_name[int(parts['BYMONTH'])]}"
    dates = parts["BYMONTHDAY"].split(",")
    return " and ".join("its last day" if date == "-1" else f"the {_ordinal(int(date))}" for date in dates)


def _ordinal(number: int) -> str:
    return f"{number}{ENDINGS.get(number, 'th')}"
