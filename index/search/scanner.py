"""Cut a query into tokens, in one pass, whatever it holds.

    wages -by:"Lu Kang" (rail OR bus
    word  minus field   open word keyword word

One regular expression matches at every position, so no text is beyond it: what has no meaning of
its own (a stray control character, an emoji) is part of a bare token, and the parser leaves out
bare tokens without letters. Its alternatives never share a first character for long, so the time
is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from index.model import Span
from index.search.syntax import KEYWORDS, QUOTATION_MARKS, Field


class TokenKind(Enum):
    """What a token is."""

    BARE = auto()
    QUOTED = auto()
    FIELD = auto()
    OPEN = auto()
    CLOSE = auto()
    MINUS = auto()
    KEYWORD = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """A token: its text (of a quoted one, what is between the marks) and where it stands.

    ``field`` is set for FIELD tokens, whose text is the value. ``quoted`` tells that the value is
    in marks, ``closed`` that those marks were closed.
    """

    kind: TokenKind
    text: str
    span: Span
    field: Field | None = None
    quoted: bool = False
    closed: bool = True


_NAMES = "|".join(Field)
_INSIDE = f"[^{QUOTATION_MARKS}]*"
_BARE = rf"[^\s(){QUOTATION_MARKS}]"
_TOKEN = re.compile(
    rf"""
    (?P<space>\s+)
    | (?P<open>\()
    | (?P<close>\))
    | (?P<field>{_NAMES}) : (?: (?P<mark>[{QUOTATION_MARKS}]) (?P<value>{_INSIDE})
                               (?P<end>[{QUOTATION_MARKS}]?)
                             | (?P<bare_value>{_BARE}*) )
    | [{QUOTATION_MARKS}] (?P<quoted>{_INSIDE}) (?P<quoted_end>[{QUOTATION_MARKS}]?)
    | (?P<minus>-+(?=[^\s)]))
    | (?P<bare>{_BARE}+)
    """,
    re.VERBOSE | re.IGNORECASE,
)


def tokens(query: str) -> Iterator[Token]:
    """Yield the tokens of ``query`` in order; white space between them is left out."""
    for match in _TOKEN.finditer(query):
        span = Span(*match.span())
        kind = match.lastgroup
        if kind == "space":
            continue
        if match["field"] is not None:
            yield _field_token(match, span)
        elif match["quoted"] is not None:
            closed = match["quoted_end"] != ""
            yield Token(TokenKind.QUOTED, match["quoted"], span, quoted=True, closed=closed)
        elif match["bare"] is not None:
            word = TokenKind.KEYWORD if match["bare"] in KEYWORDS else TokenKind.BARE
            yield Token(word, match["bare"], span)
        else:
            yield Token(_SIGNS[match[0][0]], match[0], span)


_SIGNS = {"(": TokenKind.OPEN, ")": TokenKind.CLOSE, "-": TokenKind.MINUS}


def _field_token(match: re.Match[str], span: Span) -> Token:
    asked = Field(match["field"].lower())
    if match["mark"] is None:
        return Token(TokenKind.FIELD, match["bare_value"], span, asked)
    closed = match["end"] != ""
    return Token(TokenKind.FIELD, match["value"], span, asked, quoted=True, closed=closed)
