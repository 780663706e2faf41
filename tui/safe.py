"""What a file says may be shown, never obeyed.

An article can hold anything: an escape sequence that would clear the screen, a NUL, an override
that makes text run backwards. ``visible`` gives such characters a shape instead of an effect:

    "a\\x1b[2Jb"      ->  "a␛[2Jb"          control characters: their Unicode picture
    "fdp\\u202etxt"   ->  "fdp⍰txt"         direction marks, tags, C1 controls: a box
    "a\\tb\\nc"        ->  "a b c"           tabs and line ends: one space each
    "inter\\xadnal"   ->  "inter‧nal"       soft hyphen: terminals disagree on its width

One character goes in, one comes out, so offsets into the text are offsets into what is shown.
Characters without a width that writing needs (accents, joiners, variation selectors) stay.
"""

from __future__ import annotations

import re

PLACEHOLDER = "⍰"
"""Stands for a character that would change the order or the meaning of what is around it."""

_SPACES = "\t\n\v\f\r\x1c\x1d\x1e\x85\u2028\u2029"
_DIRECTIONS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"
_ODD = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u2028\u2029\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f"
    + _DIRECTIONS
    + "]"
    # A joiner with nothing before it: libraries disagree on the width of what follows.
    + "|(?<![^\\s\u200d])\u200d"
)


def _shape(match: re.Match[str]) -> str:
    character = match.group()
    if character in _SPACES:
        return " "
    if character < " ":
        return chr(0x2400 + ord(character))
    if character == "\x7f":
        return "\u2421"
    if character == "\xad":
        return "\u2027"
    if "\ud800" <= character <= "\udfff":
        return "\ufffd"
    return PLACEHOLDER


def visible(text: str) -> str:
    """Return ``text`` with nothing left in it that a terminal would act on; the length is the same.

    Line ends become spaces too, so the result is one line. Linear in the length of ``text``.
    """
    return _ODD.sub(_shape, text)
