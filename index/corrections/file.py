"""The user's file of corrections as text: read, added to, taken from, without loss.

    # notes of the user's own stay                     ─ before the first heading
    [[speaker]]                                        ┐
    speaker = "Ana Reyes"                              │ a part: from one heading to the next
    words = "The ferries will run."                    ┘
    [topics]                                           ┐
    "Ferry strike" = "ferry AND strike"                ┘

It is TOML. A part is TOML by itself as well, and is read by itself: a mistake in one costs nobody
the others, and is told with its line. It is never written as a whole. A new correction is put at
the end, and one that is taken back is cut out, so comments, parts that this version does not know,
and those with a mistake stay as they are. (So a line that looks like a heading must not stand
inside a text of several lines.)
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from index.corrections.entries import KEYS, READERS, TOPICS, Wrong, written
from index.corrections.model import SURROGATE, Correction, Corrections, NamedTopic

PREAMBLE = """\
# What you corrected in onrecord, and topics of your own. You may edit it: comments, and what
# onrecord does not know, stay as they are. Of two entries about one thing the later one counts.
"""

NOT_KNOWN = "not known here; passed over"

_HEADING = re.compile(r"[ \t]*\[{1,2}[ \t]*[A-Za-z_\"'][^\[\],]*\]{1,2}[ \t]*(#.*)?\r?")
_PLACE = re.compile(r" *\(at line (\d+), column \d+\)| *\(at end of document\)")


class NotChanged(Exception):
    """The file cannot be changed as was asked; says why in one line."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A mistake in the file: its line, from 1, and what is wrong, in a few words."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a file says, and what is wrong with it; with mistakes, the rest counts."""

    corrections: Corrections
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """The lines of a part, its heading first, and the number of that line, from 0."""

    first: int
    lines: list[str]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def length(self) -> int:
        """How many lines there are up to the last that is neither empty nor a comment."""
        told = [place for place, line in enumerate(self.lines) if not _is_idle(line)]
        return told[-1] + 1 if told else 0

    def line_of(self, key: str | None) -> int:
        """Return the line of a key, from 1; that of the heading where it is not found."""
        if key is not None:
            begin = re.compile(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=")
            for place, line in enumerate(self.lines):
                if begin.match(line):
                    return self.first + place + 1
        return self.first + 1


def parse(text: str) -> Parsed:
    """Read a file's text. Any text can be read."""
    corrections: list[Correction] = []
    problems: list[Problem] = []
    for part in _parts(text):
        corrections += _read(part, problems)
    return Parsed(Corrections(tuple(corrections)), tuple(problems))


def with_added(text: str, correction: Correction) -> str:
    """Return a file's text with a correction put at the end, a topic with the other topics.

    NotChanged where it cannot be read back, or is a topic with the name of another.
    """
    before = parse(text).corrections
    entry = written(correction)
    alone = f"[{TOPICS}]\n{entry}\n" if isinstance(correction, NamedTopic) else entry
    _check_readable(alone, correction)
    topics = [part for part in _parts(text) if _heading(part) == TOPICS]
    if isinstance(correction, NamedTopic):
        if any(each.name.casefold() == correction.name.casefold() for each in before.topics):
            raise NotChanged(f"there is a topic {correction.name} already")
        if topics:
            lines = text.split("\n")
            lines.insert(topics[-1].first + topics[-1].length, entry)
            return "\n".join(lines)
    head = text or PREAMBLE
    return f"{head}\n{alone}" if head.endswith("\n") else f"{head}\n\n{alone}"


def _check_readable(entry: str, correction: Correction) -> None:
    """Raise NotChanged unless ``entry`` says just this, in UTF-8."""
    parsed = parse(entry)
    if SURROGATE.search(entry) or parsed.corrections.items != (correction,):
        reasons = [problem.text for problem in parsed.problems]
        raise NotChanged(f"cannot keep this: {'; '.join(reasons) or 'it is not UTF-8'}")


def text_of(corrections: Corrections) -> str:
    """Return a file that says just this."""
    text = ""
    for correction in corrections.items:
        text = text if isinstance(correction, NamedTopic) else text + written(correction)
    topics = "".join(f"{written(topic)}\n" for topic in corrections.topics)
    return f"{text}[{TOPICS}]\n{topics}" if topics else text


def without(text: str, correction: Correction) -> str:
    """Return a file's text without a correction: the last of those that are equal.

    NotChanged where there is none, or it is not written as onrecord would.
    """
    before = list(parse(text).corrections.items)
    if correction not in before:
        raise NotChanged("has no such correction any more")
    for part in reversed(list(_parts(text))):
        found = _read(part, [])
        if correction in found:
            cut = _cut(text, part, correction)
            place = len(before) - 1 - before[::-1].index(correction)
            if list(parse(cut).corrections.items) != before[:place] + before[place + 1 :]:
                break
            return cut
    raise NotChanged("has it written otherwise than onrecord does; take it out with an editor")


def _cut(text: str, part: _Part, correction: Correction) -> str:
    """Return ``text`` without the part, or the line of a topic if it is not the last there."""
    lines = text.split("\n")
    first, end = part.first, part.first + part.length
    if isinstance(correction, NamedTopic) and part.length > 2:
        first += _line_of_topic(part, correction)
        end = first + 1
    before, after = lines[:first], lines[end:]
    if before and not before[-1].strip() and not any(line.strip() for line in after[:1]):
        before.pop()
    return "\n".join(before + after)


def _line_of_topic(part: _Part, topic: NamedTopic) -> int:
    """Return the place of the line that says just this; 0, the heading's, where none does."""
    for place, line in enumerate(part.lines):
        with suppress(ValueError, RecursionError):
            if tomllib.loads(line) == {topic.name: topic.query}:
                return place
    return 0


# -- parts ---------------------------------------------------------------------------------------


def _parts(text: str) -> Iterator[_Part]:
    """Yield the parts of a file, what stands before the first heading as well."""
    lines = text.split("\n")
    starts = [0, *(n for n, line in enumerate(lines) if n and _HEADING.fullmatch(line))]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield _Part(start, lines[start:end])


def _heading(part: _Part) -> str:
    """Return the name in a part's heading, "" where it has none."""
    line = part.lines[0]
    return line.split("#")[0].strip(" \t\r[]\"'") if _HEADING.fullmatch(line) else ""


def _is_idle(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


def _read(part: _Part, problems: list[Problem]) -> list[Correction]:
    """Return what a part says, and add what is wrong with it to ``problems``."""
    try:
        tables = tomllib.loads(part.text)
    except (ValueError, RecursionError) as error:
        if _heading(part) == TOPICS and len(part.lines) > 1:
            return _read_lines(part, problems)
        problems.append(_mistake(part, error))
        return []
    found: list[Correction] = []
    for name, value in tables.items():
        found += _read_table(part, name, value, problems)
    return found


def _mistake(part: _Part, error: Exception) -> Problem:
    told = _PLACE.search(str(error))
    line = part.first + (int(told[1]) if told and told[1] else part.length or 1)
    return Problem(line, " ".join(_PLACE.sub("", str(error)).split()) or "cannot be read")


def _read_lines(part: _Part, problems: list[Problem]) -> list[Correction]:
    """Read the topics of a part that has a mistake in one of its lines."""
    found: list[Correction] = []
    names: set[str] = set()
    for number, line in enumerate(part.lines[1:], part.first + 1):
        each = _Part(number, [line])
        try:
            topics = tomllib.loads(line)
        except (ValueError, RecursionError) as error:
            problems.append(_mistake(each, error))
            continue
        if names & topics.keys():
            problems.append(Problem(number + 1, "there is a topic of this name already"))
            continue
        names |= topics.keys()
        found += _read_table(each, TOPICS, topics, problems)
    return found


def _read_table(
    part: _Part, name: str, value: Any, problems: list[Problem]
) -> Iterator[Correction]:
    """Yield what one entry of a part says."""
    read = READERS.get(name)
    tables = value if isinstance(value, list) else [value]
    if read is None or not all(isinstance(table, dict) for table in tables):
        problems.append(Problem(part.line_of(name), f"{name} is {NOT_KNOWN}"))
        return
    for table in tables:
        strange = sorted(table.keys() - KEYS.get(name, table.keys()))
        problems += [
            Problem(part.line_of(key), f"{key} is not known here; passed over") for key in strange
        ]
        try:
            yield from read(table)
        except Wrong as wrong:
            problems.append(Problem(part.line_of(wrong.key), wrong.reason))
