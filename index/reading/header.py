"""What stands between an article's headline and its first sentences: byline, date, labelled lines.

    Ferries Stay in Port                       the title
    The strike enters its third week           a standfirst, left alone
    By Ana Brandt | 14 March 2031              byline and date
    Source: The Amsel Courier                  a labelled line, as databases export it

Only lines that are nothing else are taken, and only near the top: "By winning the vote, ..." is a
sentence, and a date inside a sentence says when something happened, not when it was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from index.model import Role
from index.reading.dates import parse_date
from index.reading.draft import Metadata, one_line

_DEPTH = 10
"""Paragraphs that are looked at."""
_LONGEST_LINE = 160
_EMPHASIS = "*_ "
"""Marks with which plain texts and Markdown set a line in italics."""
_LONGEST_SOURCE = 60
_LONGEST_PROSE = 250
"""A paragraph longer than this is the article itself, whatever comes after it."""

_DAY_OR_MONTH = (
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|June|July|August"
    r"|September|October|November|December|Then|Now"
)
_NAME = r"[^\W\d_a-z][\w.’'-]*"
_BETWEEN_NAMES = (
    r"(?:and|&|de|da|del|der|di|la|le|van|von|bin|al|el|for|of|the|in|at|with|from|staff|agencies"
    r")"
)
_POST = (
    r"(?:[\w-]+\s+){0,3}"
    r"(?:reporter|correspondent|editor|writer|columnist|contributor|analyst|critic)s?"
)
_BYLINE = re.compile(
    rf"(?:(?:words|text|story)\s+)?by:?\s+(?-i:(?!(?:{_DAY_OR_MONTH})\b)"
    rf"(?P<name>{_NAME}(?:,?\s+(?:{_BETWEEN_NAMES}|{_NAME})|,\s+{_POST}){{0,11}}))"
    r"(?:,?\s*\(.*\))?[,.]?",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"(?P<key>[A-Za-z ]{2,16}):\s*(?P<value>\S.*)", re.DOTALL)
_DATELINE = re.compile(
    r"[^\W\d_a-z][^\Wa-z\d_’'. /-]*(?:[’'. /-]+[^\Wa-z\d_]+){0,4}(?:,[^()\n]{1,30})?"
    r"\s+\((?P<agency>[^\W\d_a-z][\w&. -]{0,30}[\w.])\)\s+[-–—]"
)
"""How a wire agency signs the first sentence: ``AMSEL, March 4 (Norwire) - The …``."""
_SEPARATOR = re.compile(r"\s+[|•·–—]\s+|\s*[|•·]\s*")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")

LABELS = {
    "title": "title",
    "headline": "title",
    "author": "byline",
    "authors": "byline",
    "byline": "byline",
    "by": "byline",
    "date": "date",
    "published": "date",
    "date published": "date",
    "publication date": "date",
    "pubdate": "date",
    "source": "source",
    "outlet": "source",
    "publication": "source",
    "publisher": "source",
    "site": "source",
    "site name": "source",
    "website": "source",
    "url": "url",
    "link": "url",
    "permalink": "url",
    "canonical": "url",
    "source url": "url",
    "canonical url": "url",
}
"""The names under which files give metadata, lower case, with spaces between words."""


@dataclass(frozen=True, slots=True)
class Header:
    """The metadata found, and the positions of the paragraphs that are nothing else."""

    metadata: Metadata
    lines: frozenset[int]


def read_header(texts: Sequence[str], roles: Sequence[Role], candidates: Iterable[int]) -> Header:
    """Read the header of an article.

    ``texts`` are its paragraphs, ``roles`` what is known of them. ``candidates`` are the positions
    to look at, from the title (or the top) on; only so many are looked at. A page's byline often
    counts as what is around the article, so boilerplate is looked at and otherwise passed over.
    Where two lines give the same thing, the upper one counts.
    """
    metadata, found, prose = Metadata(), set[int](), 0
    for count, position in enumerate(islice(candidates, _DEPTH)):
        text = texts[position]
        line = one_line(text).strip(_EMPHASIS) if len(text) <= _LONGEST_PROSE else ""
        read = read_line(line) if line and len(line) <= _LONGEST_LINE else None
        if read is not None:
            metadata = metadata.or_else(read)
            found.add(position)
        elif roles[position] is Role.BOILERPLATE:
            continue
        elif not line or (count and _SENTENCE_END.search(line)):
            if signed := _DATELINE.match(text):
                metadata = metadata.or_else(Metadata(source=signed["agency"]))
            prose += 1
            if not line or prose > 1:
                break
    return Header(metadata, frozenset(found))


def read_line(line: str) -> Metadata | None:
    """Return what ``line`` says if it is a byline, a date, a labelled line, or several of these
    parted by bars or dots; None if anything else stands in it.
    """
    if (labelled := _LABELLED.fullmatch(line)) and (
        read := from_labels({labelled["key"]: labelled["value"]})
    ):
        return read
    if byline := _byline(line):
        return byline
    metadata = Metadata()
    for part in _SEPARATOR.split(line):
        read = _byline(part) or _date(part) or _byline_with_date(part)
        if read is None:
            return None
        metadata = metadata.or_else(read)
    return metadata


def from_labels(labelled: dict[str, str]) -> Metadata | None:
    """Return the metadata of labelled values such as ``{"author": "Ana Brandt"}``, None if none is
    known. A source that is an address is taken as the address.
    """
    values: dict[str, str] = {}
    for key, value in labelled.items():
        name = LABELS.get(re.sub(r"[\s_-]+", " ", key).strip().lower())
        value = one_line(value)
        if name == "source" and re.match(r"https?://", value):
            name = "url"
        if name and value:
            values.setdefault(name, value)
    date = parse_date(values.pop("date", ""))
    if len(values.get("source", "")) > _LONGEST_SOURCE:
        del values["source"]
    if not values and date is None:
        return None
    if byline := values.get("byline"):
        values["byline"] = re.sub(r"^[Bb]y\s+", "", byline)
    return Metadata(date=date, **values)


def _byline(part: str) -> Metadata | None:
    match = _BYLINE.fullmatch(part)
    return Metadata(byline=match["name"].rstrip(",.")) if match else None


def _date(part: str) -> Metadata | None:
    date = parse_date(part)
    return Metadata(date=date) if date else None


def _byline_with_date(part: str) -> Metadata | None:
    """Read "By Ana Brandt, 14 March 2031"."""
    name, _, rest = part.partition(",")
    byline, date = _byline(name), parse_date(rest)
    return byline.or_else(Metadata(date=date)) if byline and date else None
