"""Marks that quote nobody: titles of works, nicknames, labels and scare quotes.

They are told from quotes by what stands around them (``so-called “X”``, ``titled “X”``,
``Mara “Tiny” Oyelaran``) and by their shape (a few words, each with a capital).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import islice

from index.extraction.lexicons import load, words
from index.extraction.marks import Region
from index.extraction.verbs import SPEECH, forms

_WORD = re.compile(r"[\w’'&-]+")
_INTRODUCED = re.compile(
    r"(?:\b(?:so-called|dubbed|titled|entitled|nicknamed|named|known as|billed as|aka|codenamed"
    r"|code-named)(?:\s+(?:as|the))?[\s,:]*"
    r"|\bthe (?:word|(?:term|phrase|title|name|nickname|slogan|hashtag|heading)s?)"
    r"(?:\s+(?:of|for))?(?:\s+the)?\s*"
    r"|\b(?:song|book|film|movie|novel|album|show|series|play|episode|essay|article|poem|memoir"
    r"|program|programme|documentary|magazine|sitcom|drama|musical|single|podcast)"
    r"(?:\s+called)?\s*)$",
    re.IGNORECASE,
)
_WORK = re.compile(
    r"\b(?:book|novel|memoir|album|film|song|poem|essay|handbook),\s*$", re.IGNORECASE
)
"""Before a title between commas: "in her first novel, “The Long Toll,”"."""
_NAMED = re.compile(
    r"(?:\b(?:is|are|was|were|be|been|being|now|also|widely|better)\s+(?:\w+ly\s+)?"
    r"(?:called|named|christened|styled|termed|nicknamed|dubbed)\s*(?:the\s+)?"
    r"|\bknown\s+(?:(?!as\b)[\w’'-]+\s+){0,8}as\s+(?:an?\s+|the\s+)?"
    r"|\b(?<!to )(?<!would )(?<!will )(?<!not )(?:call|know)\s+"
    r"(?:(?:him|her|it|them|me|us|this|that)\s+|(?:its|the|their|her|his)\s+\w+\s+)?"
    r"(?:as\s+)?(?:an?\s+|the\s+)?"
    r"|\b(?:calls?|called|naming|names|named)\s+(?:\w+\s+)?the\s+"
    r"|\b(?:whom|which)\s+(?-i:[a-z][\w’'-]*\s+){1,7}(?:call|have\s+(?:called|nicknamed|dubbed))"
    r"\s+(?:an?\s+|the\s+)?)$",
    re.IGNORECASE,
)
"""Words that give something its name: "is called “X”", "known here as “X”", "sailors call it “X”".
The past and the singular of "call" rather quote an opinion, unless "the" stands before the mark."""
_CALLED = re.compile(r"\b(?:calls?|called|calling)\s+(?:[\w’'-]+\s+){0,3}$", re.IGNORECASE)
_INSCRIBED = re.compile(
    r"\b(?:under|headed|marked|labelled|labeled|stamped|inscribed|captioned|headlined|engraved"
    r"|addressed to|filed as|listed as|entered as)\s*,?\s*$",
    re.IGNORECASE,
)
"""Words before what stands on paper, stone or a list, and is nobody's speech."""
_WRITTEN = re.compile(
    r"(?:\b(?:reads?|reading|written|writes|wrote|painted|letters|sign|plate|board|banner)\b"
    r"[^.!?“\"]{0,24}|\b(?:it|sign|plate|plaque|board|placard|banner|notice|card|badge)\s+says)"
    r"[\s,:]*$",
    re.IGNORECASE,
)
_TO_SOMEBODY = re.compile(r"\s+to\s+(?:his|her|its|their|the)\b")
"""After a byname: "Mara Oyelaran, “the Walrus” to her crew,"."""
_DONE = re.compile(r"\b(?:to|they|we|you|I|and|\w+s)\s+(?:show|play|film)\s*$", re.IGNORECASE)
"""Verbs that are spelt like the noun of a work: "they show “a will to live”"."""
_BEFORE_WORD = re.compile(r"([\w’'-]+)\s*$")
_AFTER_WORD = re.compile(r"\s*([\w’'-]+)")
_SMALL = words("a an the of in on to for and or with at by from is it as but vs via")
_BEFORE_PHRASE = words(
    "a an the this that these those his her its their of for on in to with and or"
)
_OFTEN = 2
_MOST_TRIED = 20
"""Names that are looked for one by one before the whole text is cut into words."""
_LABEL_WORDS = 6
_TITLE_WORDS = 8
_IS_LONG = re.compile(rf"(?:[^\w’'&-]*+[\w’'&-]++){{{_LABEL_WORDS + 1}}}")
"""More words than a label has; ``_WORD`` counted no further than that."""
_LONG_TITLE_WORDS = 20
_NICKNAME_WORDS = 3
_NAME_WORDS = 4
_LONGEST_NAME = 100
"""Characters of the longest name in marks; a longer one is taken for speech unread."""
_LOOK_BACK = 80


class Labels:
    """The marks of one article that quote nobody, by what it says of each and of its likes.

    A phrase once introduced as a name (``the so-called “harbour due”``), or one that the article
    also uses without marks, is a name wherever it stands in marks. Cost: one pass over the text.
    """

    def __init__(self, text: str, regions: Iterable[Region]) -> None:
        self._text = text
        regions = list(regions)
        self._named = {region.outer.start for region in regions if is_name(text, region)}
        shown = [r for r in regions if r.outer.start in self._named or has_label_shape(text, r)]
        self._starts = {region.outer.start for region in shown}
        self._names = {name for r in shown if (name := _as_name(r.inner.of(text))) is not None}
        short = (_as_name(region.inner.of(text)) for region in regions)
        marked = Counter(name for name in short if name is not None and " " in name)
        self._names |= _used_unmarked(text, marked)

    def has(self, region: Region) -> bool:
        """Tell whether ``region`` is a title, nickname, label or a name that the article uses."""
        if region.outer.start in self._starts:
            return True
        name = _as_name(region.inner.of(self._text))
        if name is None or name not in self._names:
            return False
        return not _introduces_speech(_line_before(self._text, region))

    def is_name(self, region: Region) -> bool:
        """Tell a name or an inscription, which makes no reported clause a quote, from a title."""
        return region.outer.start in self._named or (
            region.outer.start not in self._starts and self.has(region)
        )


def _as_name(inner: str) -> str | None:
    """Return a short phrase as it would stand without marks, folded; None for a longer one."""
    if len(inner) > _LONGEST_NAME:
        return None
    found = _WORD.findall(inner.casefold())
    if found[:1] in (["the"], ["a"], ["an"]):
        found = found[1:]
    if not found or len(found) > _NICKNAME_WORDS or inner.endswith(("!", "?")):
        return None
    return " ".join(found)


def _used_unmarked(text: str, marked: Mapping[str, int]) -> set[str]:
    """Return those names that ``text`` has twice more than it has them in marks (``marked``)."""
    if not marked:
        return set()
    folded = text.casefold()
    tried = islice(marked.items(), _MOST_TRIED)
    often = any(_may_come_often(folded, name, count) for name, count in tried)
    if not often and len(marked) <= _MOST_TRIED:
        return set()
    found = _WORD.findall(folded)
    counts = Counter(found)
    openings = ((name.partition(" ")[0], count) for name, count in marked.items())
    firsts = {word for word, count in openings if counts[word] - count >= _OFTEN}
    if not firsts:
        return set()
    for at, word in enumerate(found):
        if word in firsts:
            counts.update(" ".join(found[at : at + size]) for size in (2, 3))
    return {name for name, count in marked.items() if counts[name] - count >= _OFTEN}


def _may_come_often(folded: str, name: str, count: int) -> bool:
    """Tell whether each word of ``name`` comes often enough, a part of other words or not."""
    return all(folded.count(word) - count >= _OFTEN for word in name.split())


def has_label_shape(text: str, region: Region) -> bool:
    """Tell whether ``region`` is a title or an attribute's value, by its shape."""
    if text[region.outer.start - 1 : region.outer.start] == "=":
        return True
    shape = has_title_shape(region.inner.of(text))
    return shape and not _introduces_speech(_line_before(text, region))


def is_name(text: str, region: Region) -> bool:
    """Tell whether the words around ``region`` say that it is a name, a title or an inscription."""
    inner = region.inner.of(text)
    if _IS_LONG.match(inner) is not None and not has_title_shape(inner, _LONG_TITLE_WORDS):
        return False
    words = _WORD.findall(inner)
    before = _line_before(text, region)
    if has_title_shape(inner) and _WORK.search(before):
        return True
    done = inner[0].islower() and _DONE.search(before) is not None
    if not done and _INTRODUCED.search(before):
        return True
    spoken = inner[0].islower() and len(words) > _NICKNAME_WORDS
    if len(words) <= _LABEL_WORDS and not spoken and _INSCRIBED.search(before):
        return True
    if len(words) <= _NAME_WORDS and (_NAMED.search(before) or _is_called(before, inner)):
        return True
    if has_title_shape(inner) and _WRITTEN.search(before):
        return True
    apposed = len(words) <= _NAME_WORDS and before.endswith(", ")
    if apposed and _TO_SOMEBODY.match(text, region.outer.end):
        return True
    return _is_nickname(text, region, words, before)


def _line_before(text: str, region: Region) -> str:
    before = text[max(0, region.outer.start - _LOOK_BACK) : region.outer.start]
    return before.rpartition("\n\n")[2]


def _is_called(before: str, inner: str) -> bool:
    """``call the organ “the Walrus”``: a name, with a capital, and not what somebody thinks."""
    if _CALLED.search(before) is None:
        return False
    bare = inner.rstrip(",.").removeprefix("the ").removeprefix("The ")
    return all(word[0].isupper() for word in _WORD.findall(bare))


def has_title_shape(inner: str, most: int = _TITLE_WORDS) -> bool:
    """Tell whether the words look like a title: at ``most`` so many, the long ones capitalised."""
    if inner[:1].islower() or inner.rstrip().endswith(("!", "?")):
        return False
    words = _WORD.findall(inner)
    if len(words) == 1:
        words = [part for part in words[0].split("-") if part]
    if not 1 < len(words) <= most:
        return False
    large = [word for word in words if word.lower() not in _SMALL]
    return bool(large) and words[0][0].isupper() and all(not w[0].islower() for w in large)


def _is_nickname(text: str, region: Region, words: list[str], before: str) -> bool:
    """``Mara “Tiny” Oyelaran``: a capital on both sides and no comma inside."""
    if len(words) > _NICKNAME_WORDS or region.inner.of(text)[-1] in ",.!?":
        return False
    left = _BEFORE_WORD.search(before)
    right = _AFTER_WORD.match(text, region.outer.end)
    return (
        left is not None
        and right is not None
        and left.group(1)[:1].isupper()
        and right.group(1)[:1].isupper()
        and words[0][:1].isupper()
        and left.group(1).lower() not in _SMALL
    )


def _introduces_speech(before: str) -> bool:
    """Tell whether a comma, a colon, a verb of saying or nothing stands before the mark."""
    stripped = before.rstrip()
    if not stripped or stripped[-1] in ',:.!?”"—–':
        return True
    word = _BEFORE_WORD.search(stripped)
    verb = forms().get(word.group(1).lower()) if word is not None else None
    return verb is not None and verb.sort in SPEECH


def is_phrase(text: str, region: Region) -> bool:
    """Tell whether a quote without a cue is more likely a phrase in marks than speech.

    It has a title's shape, stands behind a dash, or is short and used as an adjective or a noun
    ("the “least likely” outcome").
    """
    inner = region.inner.of(text)
    before = text[max(0, region.outer.start - _LOOK_BACK) : region.outer.start].rstrip()
    if has_title_shape(inner) or before.endswith(("—", "–", "-")):
        return True
    if len(_WORD.findall(inner)) > _LABEL_WORDS or inner[-1] in "!?":
        return False
    word = _BEFORE_WORD.search(before)
    if word is None or word.group(1).lower() not in _BEFORE_PHRASE:
        return False
    after = text[region.outer.end : region.outer.end + 2]
    return inner[-1] not in ",." or after[:1] == "\n" or after[1:].isupper()


def is_adjective(text: str, region: Region) -> bool:
    """Tell whether ``region`` is a word before its noun: the “real” talks, a “Well-to-Do” fair."""
    inner = region.inner.of(text)
    compound = "-" in inner and has_title_shape(inner)
    if not compound and not (inner.isalpha() and inner.islower()):
        return False
    after = _AFTER_WORD.match(text, region.outer.end)
    follows = after is not None and text[region.outer.end] == " "
    return follows and after is not None and after.group(1).lower() not in load("function_words")


def is_fragment(text: str, region: Region) -> bool:
    """Tell whether ``region`` is a word or two inside a sentence: read as words, not as a quote."""
    inner = region.inner.of(text)
    if len(inner) > _LONGEST_NAME or inner[-1] in ",.!?…":
        return False
    if len(_WORD.findall(inner)) > _NICKNAME_WORDS:
        return False
    after = text[region.outer.end : region.outer.end + 1]
    before = text[region.outer.start - 1 : region.outer.start]
    return before == " " and after == " " and inner[0].islower()
