"""Read a query: never an exception, always the longest sensible meaning.

The language::

    wages rail          both words, whatever their endings    word*  word~  w?rd  t*ff
    "red lines"         side by side                          -word  NOT word
    rail OR bus         one of them                           ( )
    by:kang  actor:  topic:  kind:  source:  title:  in:  date:2019-11  after:  before:  sure:.7

OR joins what stands next to it: ``wages rail OR bus`` asks for wages, and for rail or bus. That
is how people write it (and how the big search engines read it); a strict reading, wages and rail
together or bus alone, would let one late "OR x" undo every filter typed before it.

The parser keeps its own stack, so 5,000 brackets are no deeper for Python than one, and it stops
at MAX_TERMS words. What it leaves out it says in ``Reading.notes``: a query is read while it is
being typed, so an open bracket, a last OR and a bare ``by:`` are the normal case, not an error.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from index.model import Span
from index.search.scanner import Token, TokenKind, tokens
from index.search.syntax import (
    KEYWORDS,
    Field,
    FieldTerm,
    Node,
    Phrase,
    Prefix,
    Typo,
    Wildcard,
    Word,
    alternative,
    conjunction,
    is_word_character,
    negation,
)

MAX_CHARACTERS = 20_000
"""What stands beyond is not looked at. Every tree within the other limits is written shorter."""
MAX_TOKENS = 3_000
"""Words, signs and brackets that are looked at. No tree within the other limits needs more."""
MAX_TERMS = 64
"""Words, phrase words and fields of one query. No question that a person asks needs more."""
MAX_WORD = 100
"""Characters of one word, operators included."""
MAX_VALUE = 200
"""Characters of a field's value: paths are long."""
MAX_DEPTH = 20
"""Brackets inside brackets. It bounds every recursion over the tree."""
MAX_NOTES = 6
"""More notes than this nobody reads in one line."""

FIELDS = ", ".join(Field)
"""What can be asked for besides words, for a note."""

_UNKNOWN_FIELD = re.compile(r"[^\W\d_]+:(?!//)")
_STARS = re.compile(r"\*+")


@dataclass(frozen=True, slots=True)
class Reading:
    """A query as it was read: ``tree`` is None where nothing is asked; ``notes`` say what was
    left out, in short sentences for the status line."""

    tree: Node | None
    notes: tuple[str, ...] = ()


def read(query: str) -> Reading:
    """Read a query of any characters and any length, in time linear in its length."""
    return _Parser(query).reading()


def quoted_for_note(text: str, width: int = 40) -> str:
    """Return ``text`` in quotation marks for a note: one line, cut to ``width``, printable."""
    shown = "".join(character if character.isprintable() else "�" for character in text)
    return f"“{shown if len(shown) <= width else shown[: width - 1] + '…'}”"


@dataclass(slots=True)
class _Group:
    """What has been read since a bracket was opened."""

    parts: list[Node] = field(default_factory=list)
    wants_alternative: bool = False
    wants_negation: bool = False


class _Parser:
    """Reads one query. ``groups`` is the stack: the query itself, then each open bracket."""

    def __init__(self, query: str) -> None:
        self.query = query[:MAX_CHARACTERS]
        self.groups = [_Group()]
        self.too_deep = 0
        self.terms = 0
        self.notes: dict[str, None] = {}
        if len(query) > MAX_CHARACTERS:
            self.note(f"only the first {MAX_CHARACTERS:,} characters are read")

    def note(self, text: str) -> None:
        """Remember a note once, up to MAX_NOTES."""
        if len(self.notes) < MAX_NOTES:
            self.notes.setdefault(text)

    def reading(self) -> Reading:
        """Read all tokens and close what is still open."""
        for number, token in enumerate(tokens(self.query)):
            if self.terms >= MAX_TERMS:
                self.note(f"only the first {MAX_TERMS} words are used")
                break
            if number == MAX_TOKENS:
                self.note(f"only the first {MAX_TOKENS:,} words and signs are read")
                break
            self.take(token)
        if len(self.groups) > 1:
            self.note("“(” is not closed")
        while len(self.groups) > 1:
            self.close_group()
        return Reading(self.finish(self.groups[0]), tuple(self.notes))

    def take(self, token: Token) -> None:
        """Read one token."""
        match token.kind:
            case TokenKind.OPEN:
                self.open_group()
            case TokenKind.CLOSE:
                self.take_closing()
            case TokenKind.MINUS:
                self.want_negation()
            case TokenKind.KEYWORD:
                self.take_keyword(token.text)
            case TokenKind.QUOTED:
                self.take_phrase(token)
            case TokenKind.FIELD:
                self.take_field(token)
            case TokenKind.BARE:
                self.take_bare(token)

    # -- operators and brackets --------------------------------------------------------------

    def open_group(self) -> None:
        """Begin a bracket."""
        if len(self.groups) > MAX_DEPTH:
            self.too_deep += 1
            self.note(f"brackets more than {MAX_DEPTH} deep are ignored")
        else:
            self.groups.append(_Group())

    def take_closing(self) -> None:
        """End a bracket, where one is open."""
        if self.too_deep:
            self.too_deep -= 1
        elif len(self.groups) == 1:
            self.note("“)” closes nothing: ignored")
        else:
            self.close_group()

    def close_group(self) -> None:
        """Make the innermost bracket a part of the one around it."""
        node = self.finish(self.groups.pop())
        if node is not None:
            self.add(node)

    def finish(self, group: _Group) -> Node | None:
        """Return what a bracket asks for; say which operators in it were left hanging."""
        if group.wants_alternative:
            self.note("“OR” with nothing after it: ignored")
        if group.wants_negation:
            self.note("“NOT” with nothing after it: ignored")
        return conjunction(group.parts)

    def want_negation(self) -> None:
        """Turn the next part into its contrary."""
        group = self.groups[-1]
        group.wants_negation = not group.wants_negation

    def take_keyword(self, keyword: str) -> None:
        """Read AND, OR or NOT."""
        group = self.groups[-1]
        if keyword == "NOT":
            self.want_negation()
        elif not group.parts or group.wants_alternative:
            self.note(f"“{keyword}” with nothing before it: ignored")
        elif keyword == "OR":
            group.wants_alternative = True

    def add(self, node: Node) -> None:
        """Add a part to the innermost bracket as the operators before it say."""
        group = self.groups[-1]
        if group.wants_negation:
            node = negation(node)
            group.wants_negation = False
        if group.wants_alternative:
            group.parts[-1] = alternative(group.parts[-1], node)
            group.wants_alternative = False
        else:
            group.parts.append(node)

    def add_term(self, node: Node, words: int = 1) -> None:
        """Add a part that counts as ``words`` of the words a query may have."""
        self.terms += words
        self.add(node)

    # -- words, phrases, fields --------------------------------------------------------------

    def take_phrase(self, token: Token) -> None:
        """Read a phrase; one that is not closed yet is a phrase so far."""
        words = token.text.split()
        if len(words) > MAX_TERMS - self.terms:
            words = words[: MAX_TERMS - self.terms]
            self.note(f"only the first {MAX_TERMS} words are used")
        text = " ".join(word[:MAX_WORD] for word in words)
        if any(map(is_word_character, text)):
            self.add_term(Phrase(text, token.span, open=not token.closed), len(words))
        elif token.closed:
            self.note("a phrase without words: ignored")

    def take_field(self, token: Token) -> None:
        """Read a field and its value."""
        assert token.field is not None
        value = " ".join(token.text.split())[:MAX_VALUE].rstrip()
        if any(map(is_word_character, value)) or (token.field is Field.IN and value):
            self.add_term(FieldTerm(token.field, value, token.quoted, token.span))
        else:
            self.note(f"“{token.field}:” with nothing after it: ignored")

    def take_bare(self, token: Token) -> None:
        """Read a word; a field that does not exist makes two words."""
        first, _ = _word_bounds(token.text)
        if _UNKNOWN_FIELD.match(token.text, first) is None:
            self.take_word(token.text, token.span.start)
            return
        start = token.span.start
        name, *values = token.text[first:].split(":")
        if any(is_word_character(letter) for value in values for letter in value):
            self.note(
                f"{quoted_for_note(name + ':')} is no field, read as words: fields are {FIELDS}"
            )
        for piece in token.text.split(":"):
            self.take_word(piece, start)
            start += len(piece) + 1

    def take_word(self, text: str, start: int) -> None:
        """Read one word at ``start`` with its star, tilde or wildcards, if it has letters."""
        node = word_node(text[:MAX_WORD], start)
        if node is not None and self.terms < MAX_TERMS:
            self.add_term(node)


def word_node(text: str, start: int) -> Node | None:
    """Return what a bare word of at most MAX_WORD characters means; None if it has no letters.

    ``start`` is its offset in the query. Punctuation around the word is left out: "10:30" and
    "https://example.org/a" stay whole, "(wages)," becomes "wages".
    """
    first, last = _word_bounds(text)
    if first == last:
        return None
    span = Span(start, start + len(text))
    core = text[first:last]
    ending = text[last:]
    leading = "*" if "*" in text[:first] else ""
    if _is_pattern(leading + core):
        pattern = leading + core + ("*" if "*" in ending else "")
        return Wildcard(_STARS.sub("*", pattern), span)
    plain = core.lower() if core in KEYWORDS else core
    if "*" in ending:
        return Prefix(plain, span)
    if "~" in ending:
        return Typo(plain, span)
    return Word(plain, Span(start + first, start + last))


def _word_bounds(text: str) -> tuple[int, int]:
    """Return where the first letter, mark or digit is, and where the last one ends."""
    letters = [position for position, letter in enumerate(text) if is_word_character(letter)]
    return (letters[0], letters[-1] + 1) if letters else (0, 0)


def _is_pattern(text: str) -> bool:
    """Tell whether a word holds wildcards, and no other sign besides (as URLs do)."""
    signs = {letter for letter in text if not is_word_character(letter)}
    return bool(signs) and signs <= {"*", "?"}
