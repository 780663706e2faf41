"""Periods as people type them: a year, a month, a day, or a part of one still being typed."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

_PERIOD = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?(?!\d)")


@dataclass(frozen=True, slots=True)
class Period:
    """Days from ``first`` to ``last``, both included, as ordinals; ``text`` is what was read,
    written as ISO 8601 has it: 2031-01 for ``2031-1``."""

    first: int
    last: int
    text: str


def read_period(text: str) -> Period | None:
    """Return the period that ``text`` names: ``2019``, ``2019-11``, ``2019-11-04``.

    Of a text that goes wrong or is not finished (``2019-``, ``2019-13``) as much is taken as
    names a period; None where not even a year stands there.
    """
    match = _PERIOD.match(text)
    if match is None or match[1] == "0000":
        return None
    year, month, day = int(match[1]), int(match[2] or 0), int(match[3] or 0)
    if not 1 <= month <= 12:
        first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
        return Period(first.toordinal(), last.toordinal(), match[1])
    days = calendar.monthrange(year, month)[1]
    if not 1 <= day <= days:
        first, last = dt.date(year, month, 1), dt.date(year, month, days)
        return Period(first.toordinal(), last.toordinal(), f"{match[1]}-{month:02}")
    only = dt.date(year, month, day)
    return Period(only.toordinal(), only.toordinal(), only.isoformat())
