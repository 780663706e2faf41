"""Which paragraphs are not the article: tagged by a named rule, never deleted.

A wrong tag hides what somebody said, a missing one shows a share button too many. So the rules are
strict: each must account for a whole, short paragraph. Only two kinds of evidence reach further:

* **A list of links.** Under "Related" or "Most read", two or more headlines in a row, or headlines
  up to the end of the text, are links. One headline before a sentence may be a cross-heading, and
  is spared.
* **A comment form.** From "Leave a Reply" on, a page belongs to the form and the footer.

      Leave a Reply                                     ─┐
      Fill in your details below or click an icon …      │ two signs close together in the last
      Facebook photo                                     │ part of the text: all that follows
      Create a free website …                           ─┘

  Two signs further up, or one in the last part, reach only as far as the next sentence; one sign
  further up may be a link at the top of the page, and tags itself alone.

A title that the file gives twice is tagged where it repeats. Linear time: paragraphs longer than
any rule's reach are not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

from index.reading.boilerplate_rules import RULES, Reach, Rule

_LONGEST = 400
"""No rule matches a paragraph of more characters."""
_CLOSE = 6
"""Paragraphs within which a second sign of a comment form must follow the first."""
_LATE = 0.5
"""The last part of a text begins after this share of its characters."""
_LONGEST_HEADLINE = 140
_TITLES_WITHIN = 12

_STRAIGHT = str.maketrans("‘’‚‛“”„‟", "''''\"\"\"\"")
_SENTENCE_END = re.compile(r"[.!?:;,…][\"'»)\]]*$|[\"«»]")
_SITE_NAME = re.compile(r"\s+[|–—-]\s+[^|–—]{2,40}$")
_NOT_LETTERS = re.compile(r"[\W_]+")


def find_boilerplate(texts: Sequence[str]) -> list[str | None]:
    """Return for each paragraph the name of the rule that tags it, None where it is the article."""
    folded = [fold(text) if len(text) <= _LONGEST else "" for text in texts]
    matched = [_rule_for(text) if text else None for text in folded]
    names = [rule.name if rule else None for rule in matched]
    for position, rule in enumerate(matched):
        if rule and rule.reach is Reach.LINKS:
            _tag_links(folded, names, position, rule.name)
    _tag_forms(texts, folded, matched, names)
    return names


def find_titles(title: str, texts: Sequence[str]) -> list[int]:
    """Return which of the first paragraphs are ``title``: all but the first repeat it.

    Case, marks and punctuation do not count, nor does the name of a site after a bar or a dash.
    """
    keys = {letters(title), letters(_SITE_NAME.sub("", title))} - {""}
    longest = 2 * len(title) + 20
    near = enumerate(texts[:_TITLES_WITHIN])
    return [at for at, text in near if len(text) <= longest and letters(text) in keys]


def fold(text: str) -> str:
    """Return ``text`` as rules see it: lower case, straight marks, single spaces."""
    return " ".join(text.translate(_STRAIGHT).lower().split())


def letters(text: str) -> str:
    """Return only the letters and digits of ``text``, case folded: what makes two titles one."""
    return _NOT_LETTERS.sub("", text.casefold())


def _rule_for(folded: str) -> Rule | None:
    return next((rule for rule in RULES if rule.pattern.fullmatch(folded)), None)


def _tag_links(folded: Sequence[str], names: list[str | None], heading: int, name: str) -> None:
    end = heading + 1
    while end < len(folded) and names[end] is None and _is_headline(folded[end]):
        end += 1
    if end - heading > 2 or end == len(folded):
        names[heading + 1 : end] = [name] * (end - heading - 1)


def _is_headline(folded: str) -> bool:
    return 0 < len(folded) <= _LONGEST_HEADLINE and not _SENTENCE_END.search(folded)


def _tag_forms(
    texts: Sequence[str],
    folded: Sequence[str],
    matched: Sequence[Rule | None],
    names: list[str | None],
) -> None:
    """Tag what the signs of a comment form reach: see the top of this module."""
    signs = [at for at, rule in enumerate(matched) if rule and rule.reach is Reach.FORM]
    before = [0, *accumulate(map(len, texts))]
    for at, previous, following in zip(signs, [None, *signs], [*signs[1:], None], strict=False):
        late = before[at] >= _LATE * before[-1]
        opens_pair = following is not None and following - at < _CLOSE
        if late and opens_pair:
            _tag_span(names, at, len(texts))
            return
        if late or opens_pair or (previous is not None and at - previous < _CLOSE):
            end = at + 1
            while end < len(texts) and (names[end] or _is_headline(folded[end])):
                end += 1
            _tag_span(names, at, end)


def _tag_span(names: list[str | None], start: int, end: int) -> None:
    names[start:end] = [name or "comment form" for name in names[start:end]]
