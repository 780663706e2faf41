"""The role of each paragraph: one order of steps for every format.

1. what the format knows          headings, code, navigation, front matter
2. boilerplate rules              find_boilerplate
3. byline, date, labelled lines   read_header
4. the title                      given, or the first heading, or a first line that looks like one
5. repeats of the title           find_titles
6. cross-headings                 only where the format has no headings of its own
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.model import Role
from index.reading.boilerplate import find_boilerplate, find_titles
from index.reading.draft import Metadata, one_line
from index.reading.header import read_header

_LONGEST_TITLE = 160
_LONGEST_HEADING = 300
"""Characters of a heading that are taken as the title; a file can call megabytes a heading."""
_LONGEST_TITLE_OF_TWO_SENTENCES = 110
_LONGEST_CROSS_HEADING = 80
_MOST_HEADING_WORDS = 12
_SENTENCE_END = re.compile(r"[.!?:;,…][\"'”’»)\]]*$")
_TWO_SENTENCES = re.compile(r"[.!?][\"'”’)\]]*\s+[^\W\d_a-z]")
_DOUBLE_MARK = re.compile(r"[\"“”«»]")


@dataclass(frozen=True, slots=True)
class Labelled:
    """The paragraphs' roles and the article's metadata, the title included where there is one."""

    roles: tuple[Role, ...]
    metadata: Metadata


def label(
    texts: Sequence[str], known: Sequence[Role], metadata: Metadata, *, plain: bool = False
) -> Labelled:
    """Label the paragraphs ``texts``.

    ``known`` is the role that the format gives each (BODY where it gives none), ``metadata`` what
    the format states outside the text. ``plain`` says that the format has no headings, so that
    they are told by their look.
    """
    rules = find_boilerplate(texts)
    roles = [
        Role.BOILERPLATE if rule and role is not Role.METADATA else role
        for rule, role in zip(rules, known, strict=True)
    ]
    title_at = _given_title(texts, roles, metadata.title)
    candidates = (
        at
        for at in range(title_at or 0, len(texts))
        if not rules[at] and roles[at] is not Role.METADATA
    )
    header = read_header(texts, roles, candidates)
    for position in header.lines:
        roles[position] = Role.METADATA
    if title_at is None and not metadata.title:
        title = header.metadata.title
        title_at = _given_title(texts, roles, title) if title else _first_title(texts, roles, plain)
    if title_at is not None:
        roles[title_at] = Role.HEADING
        metadata = metadata.or_else(Metadata(title=one_line(texts[title_at][:_LONGEST_HEADING])))
    metadata = metadata.or_else(header.metadata)
    if metadata.title:
        _tag_repeats(metadata.title, texts, roles)
    if plain:
        _mark_cross_headings(texts, roles)
    return Labelled(tuple(roles), metadata)


def _given_title(texts: Sequence[str], roles: Sequence[Role], title: str | None) -> int | None:
    """Return which of the article's first paragraphs is the title that is given."""
    article = _article(roles)
    same = find_titles(title, [texts[at] for at in article]) if title else []
    return article[same[0]] if same else None


def _first_title(texts: Sequence[str], roles: Sequence[Role], plain: bool) -> int | None:
    """Return the first heading or, in a plain text, the first line if it looks like one."""
    article = _article(roles)
    for at in article:
        if roles[at] is Role.HEADING:
            return at
    looks = plain and len(article) > 1 and _looks_like_title(texts[article[0]])
    return article[0] if looks else None


def _article(roles: Sequence[Role]) -> list[int]:
    return [at for at, role in enumerate(roles) if role in (Role.BODY, Role.HEADING)]


def _looks_like_title(text: str) -> bool:
    """Tell a headline from a first sentence: short, of two sentences only if very short, and if it
    ends like a sentence, without anybody's words in double marks.
    """
    line = one_line(text[: _LONGEST_TITLE + 1])
    two = _TWO_SENTENCES.search(line) is not None
    if len(line) > (_LONGEST_TITLE_OF_TWO_SENTENCES if two else _LONGEST_TITLE):
        return False
    return not (_SENTENCE_END.search(line) and _DOUBLE_MARK.search(line))


def _tag_repeats(title: str, texts: Sequence[str], roles: list[Role]) -> None:
    article = _article(roles)
    for repeat in find_titles(title, [texts[at] for at in article])[1:]:
        roles[article[repeat]] = Role.BOILERPLATE


def _mark_cross_headings(texts: Sequence[str], roles: list[Role]) -> None:
    """Mark a short line without a full stop that stands between two paragraphs of prose."""
    prose = [
        role is Role.BODY and not _looks_like_cross_heading(text)
        for text, role in zip(texts, roles, strict=True)
    ]
    for at in range(1, len(texts) - 1):
        if roles[at] is Role.BODY and not prose[at] and prose[at + 1] and prose[at - 1]:
            roles[at] = Role.HEADING


def _looks_like_cross_heading(text: str) -> bool:
    return (
        len(text) <= _LONGEST_CROSS_HEADING
        and (text[0].isupper() or text[0].isdigit())
        and len(text.split()) <= _MOST_HEADING_WORDS
        and not _SENTENCE_END.search(text)
        and not _DOUBLE_MARK.search(text)
    )
