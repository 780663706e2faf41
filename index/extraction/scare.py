"""Marks that quote nobody: titles of works, nicknames, labels and scare quotes.

They are told from quotes by what stands around them (``so-called “X”``, ``titled “X”``,
``Mara “Tiny” Oyelaran``) and by their shape (a few words, each with a capital).
"""

from __future__ import annotations

import re

from index.extraction.lexicons import words
from index.extraction.marks import Region
from index.extraction.verbs import SPEECH, forms

_WORD = re.compile(r"[\w’'&-]+")
_INTRODUCED = re.compile(
    r"(?:\b(?:so-called|dubbed|titled|entitled|nicknamed|named|known as|billed as|aka|codenamed"
    r"|code-named)(?:\s+(?:as|the))?[\s,:]*"
    r"|\bthe (?:word|term|phrase|title|name|nickname|slogan|hashtag)s?(?:\s+(?:of|for))?\s*"
    r"|\b(?:song|book|film|movie|novel|album|show|series|play|episode|essay|article|poem|memoir"
    r"|program|programme|documentary|magazine|sitcom|drama|musical|single|podcast)"
    r"(?:\s+called)?\s*)$",
    re.IGNORECASE,
)
_BEFORE_WORD = re.compile(r"([\w’'-]+)\s*$")
_AFTER_WORD = re.compile(r"\s*([\w’'-]+)")
_SMALL = words("a an the of in on to for and or with at by from is it as but vs via")
_BEFORE_PHRASE = words(
    "a an the this that these those his her its their of for on in to with and or"
)
_LABEL_WORDS = 6
_TITLE_WORDS = 8
_LONG_TITLE_WORDS = 20
_NICKNAME_WORDS = 3
_LOOK_BACK = 40


def is_label(text: str, region: Region) -> bool:
    """Tell whether ``region`` is a title, nickname or label, by its shape and what is around it."""
    inner = region.inner.of(text)
    if text[region.outer.start - 1 : region.outer.start] == "=":
        return True
    words = _WORD.findall(inner)
    before = text[max(0, region.outer.start - _LOOK_BACK) : region.outer.start]
    before = before.rpartition("\n")[2]
    if _INTRODUCED.search(before) and (
        len(words) <= _LABEL_WORDS or has_title_shape(inner, _LONG_TITLE_WORDS)
    ):
        return True
    if _is_nickname(text, region, words, before):
        return True
    return has_title_shape(inner) and not _introduces_speech(before)


def has_title_shape(inner: str, most: int = _TITLE_WORDS) -> bool:
    """Tell whether the words look like a title: at ``most`` so many, the long ones capitalised."""
    words = _WORD.findall(inner)
    if not 1 < len(words) <= most or inner.rstrip().endswith(("!", "?")):
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


def is_fragment(text: str, region: Region) -> bool:
    """Tell whether ``region`` is a word or two inside a sentence: read as words, not as a quote."""
    inner = region.inner.of(text)
    if len(_WORD.findall(inner)) > _NICKNAME_WORDS or inner[-1] in ",.!?…":
        return False
    after = text[region.outer.end : region.outer.end + 1]
    before = text[region.outer.start - 1 : region.outer.start]
    return before == " " and after == " " and inner[0].islower()
