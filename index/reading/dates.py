"""Dates that a text states on purpose, in a form that has one meaning only.

``3/4/2031`` is left alone: it is another day on the other side of an ocean. ``13/4/2031`` is not.
"""

from __future__ import annotations

import datetime as dt
import re

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})[a-z]{{0,6}}\.?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_YEAR = r"(?P<year>1[6-9]\d\d|2[01]\d\d)"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_CLOCK = r"(?:[T,\s]\s*(?:at\s+)?\d{1,2}[:.]\d\d\b[\w:.+\s-]{0,24}(?:\([A-Z ]{2,20}\))?)?"

_FORMS = tuple(
    re.compile(rf"{_WEEKDAY}{form}{_CLOCK}", re.IGNORECASE)
    for form in (
        rf"{_YEAR}-(?P<month_number>\d{{1,2}})-(?P<day>\d{{1,2}})",
        rf"{_YEAR}/(?P<month_number>\d{{1,2}})/(?P<day>\d{{1,2}})",
        rf"{_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}",
        rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}",
        rf"(?P<day>\d{{1,2}})\.(?P<month_number>\d{{1,2}})\.{_YEAR}",
        rf"(?P<day>1[3-9]|2\d|3[01])/(?P<month_number>\d{{1,2}})/{_YEAR}",
        rf"(?P<month_number>\d{{1,2}})/(?P<day>1[3-9]|2\d|3[01])/{_YEAR}",
    )
)
_LONGEST = 80
_LABEL = re.compile(
    r"(?:first\s+)?(?:published|posted|updated|last\s+(?:updated|modified)|date|dated)"
    r"(?:\s+on)?\s*:?\s+",
    re.IGNORECASE,
)
_IN_NAME = re.compile(r"(?<!\d)(1[6-9]\d\d|2[01]\d\d)-(\d\d)-(\d\d)(?!\d)")


def parse_date(text: str) -> dt.date | None:
    """Return the date if ``text`` as a whole is one: "14 March 2031", "Friday, March 14, 2031",
    "Published: 2031-03-14 10:15". None for anything else, and for days that do not exist.

    The day is the one written; time zones do not move it.
    """
    text = text.strip()
    if len(text) > _LONGEST:
        return None
    label = _LABEL.match(text)
    bare = text[label.end() :] if label else text
    for form in _FORMS:
        if match := form.fullmatch(bare):
            return _date(match.groupdict())
    return None


def date_in_name(stem: str) -> dt.date | None:
    """Return the date in a file's name such as "2031-03-14-ferries-stop", if there is one."""
    match = _IN_NAME.search(stem)
    return (
        _date(dict(zip(("year", "month_number", "day"), match.groups(), strict=True)))
        if match
        else None
    )


def _date(parts: dict[str, str | None]) -> dt.date | None:
    name = parts.get("month")
    month = 1 + _MONTHS.index(name.lower()) if name else int(parts.get("month_number") or 0)
    try:
        return dt.date(int(parts["year"] or 0), month, int(parts["day"] or 0))
    except ValueError:
        return None
