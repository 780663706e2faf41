"""One correction as an entry of the user's file, and back.

    [[speaker]]                          [[one_actor]]
    speaker = "Ana Reyes"                actors = ["Reyes", "A. R."]
    kind = "person"                      kinds = ["person", ""]
    words = "The ferries will run."
    title = "Ferry strike ends"          [[two_actors]]
    article = "9f86d081…"                actors = ["Reyes", "Ray"]
    spans = [[201, 223]]
                                         [[rename]]
    [[not_quote]]                        actor = "Ministry"
    article = "9f86d081…"                kind = "organisation"
    spans = [[120, 128]]                 name = "Ministry of Trade"

    [topics]
    "Ferry strike" = "ferry AND strike"

Of a quote ``article`` is the SHA-256 of its file and ``spans`` count characters, as ``onrecord
quotes --json`` prints them; words and title may be left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from index.corrections.model import (
    SURROGATE,
    Correction,
    NamedTopic,
    NoQuote,
    OneActor,
    QuotePlace,
    Renamed,
    SpokenBy,
    TwoActors,
)
from index.extraction.actor_rules import Called
from index.model import ActorKind, Span

TOPICS = "topics"

_OF_PLACE = frozenset(("article", "spans", "words", "title"))

KEYS: Mapping[str, frozenset[str]] = {
    "speaker": _OF_PLACE | {"speaker", "kind"},
    "not_quote": _OF_PLACE,
    "one_actor": frozenset(("actors", "kinds")),
    "two_actors": frozenset(("actors", "kinds")),
    "rename": frozenset(("actor", "kind", "name")),
}
"""The keys that an entry can have; a topic is a key of its own."""

_HASH = re.compile(r"[0-9a-f]{64}")
_RAW_IN_JSON = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""Characters that JSON leaves as they are, but that TOML forbids or an editor obeys."""

Table = Mapping[str, Any]


class Wrong(Exception):
    """An entry that means nothing: why, and at which of its keys, or None for all of it."""

    def __init__(self, key: str | None, reason: str) -> None:
        super().__init__(reason)
        self.key = key
        self.reason = reason


# -- reading -------------------------------------------------------------------------------------


def _needed(table: Table, key: str) -> Any:
    if key not in table:
        raise Wrong(None, f"{key} is missing")
    return table[key]


def _text(table: Table, key: str) -> str:
    """Return a name or a query; Wrong unless it is a text with something in it."""
    value = _needed(table, key)
    if not isinstance(value, str) or not value.strip():
        raise Wrong(key, f"{key} must be a text in quotation marks")
    if SURROGATE.search(value):
        raise Wrong(key, f"{key} is not UTF-8")
    return value


def _kind(key: str, value: Any) -> ActorKind | None:
    try:
        return ActorKind(value) if value != "" else None
    except ValueError:
        kinds = ", ".join(ActorKind)
        raise Wrong(key, f"{key}: {value} is none of {kinds}") from None


def _place(table: Table) -> QuotePlace:
    article = _text(table, "article").lower()
    if not _HASH.fullmatch(article):
        raise Wrong("article", "article must be the SHA-256 of a file, 64 hexadecimal digits")
    spans = _needed(table, "spans")
    if not isinstance(spans, list) or not spans or not all(map(_is_span, spans)):
        raise Wrong("spans", "spans must be pairs of numbers, as in [[120, 128]]")
    for key in ("words", "title"):
        if not isinstance(table.get(key, ""), str):
            raise Wrong(key, f"{key} must be a text in quotation marks")
        if SURROGATE.search(table.get(key, "")):
            raise Wrong(key, f"{key} is not UTF-8")
    pairs = tuple(sorted(Span(*span) for span in spans))
    return QuotePlace(article, pairs, table.get("words", ""), table.get("title", ""))


def _is_span(value: Any) -> bool:
    return (
        isinstance(value, list)
        and len(value) == 2
        and all(isinstance(each, int) and not isinstance(each, bool) for each in value)
        and 0 <= value[0] < value[1]
    )


def _pair(table: Table) -> tuple[Called, Called]:
    names, kinds = _needed(table, "actors"), table.get("kinds", ["", ""])
    if not isinstance(names, list) or len(names) != 2:
        raise Wrong("actors", "actors must be two names")
    if not isinstance(kinds, list) or len(kinds) != 2:
        raise Wrong("kinds", 'kinds must be two, as in ["person", "place"]')
    one, other = (
        Called(_text({"actors": name}, "actors"), _kind("kinds", kind))
        for name, kind in zip(names, kinds, strict=True)
    )
    return one, other


def _speaker(table: Table) -> Iterator[Correction]:
    kind = _kind("kind", table.get("kind", ""))
    yield SpokenBy(_place(table), _text(table, "speaker"), kind)


def _not_quote(table: Table) -> Iterator[Correction]:
    yield NoQuote(_place(table))


def _one_actor(table: Table) -> Iterator[Correction]:
    one, other = _pair(table)
    if one == other:
        raise Wrong("actors", "actors must be two different ones")
    yield OneActor(one, other)


def _two_actors(table: Table) -> Iterator[Correction]:
    one, other = _pair(table)
    if one.name == other.name and (None in (one.kind, other.kind) or one.kind is other.kind):
        raise Wrong("actors", "actors must have two different names, or kinds")
    yield TwoActors(one, other)


def _rename(table: Table) -> Iterator[Correction]:
    kind = _kind("kind", table.get("kind", ""))
    yield Renamed(Called(_text(table, "actor"), kind), _text(table, "name"))


def _topics(table: Table) -> Iterator[Correction]:
    """Yield topics; Wrong at the first that is none, once the others were yielded."""
    wrong = None
    for name in table:
        try:
            if not name.strip():
                raise Wrong(name, "a topic must have a name")
            yield NamedTopic(name, _text(table, name))
        except Wrong as error:
            wrong = error
    if wrong is not None:
        raise wrong


READERS: Mapping[str, Callable[[Table], Iterator[Correction]]] = {
    "speaker": _speaker,
    "not_quote": _not_quote,
    "one_actor": _one_actor,
    "two_actors": _two_actors,
    "rename": _rename,
    TOPICS: _topics,
}
"""What yields the corrections of a table, by its heading; raises Wrong."""


# -- writing -------------------------------------------------------------------------------------


def written(correction: Correction) -> str:
    """Return a correction as an entry with its heading and a line end; a topic as its line."""
    match correction:
        case SpokenBy(place, speaker, kind):
            return _entry("speaker", speaker=speaker, kind=kind or "", **_of_place(place))
        case NoQuote(place):
            return _entry("not_quote", **_of_place(place))
        case OneActor(one, other):
            return _entry("one_actor", **_of_pair(one, other))
        case TwoActors(one, other):
            return _entry("two_actors", **_of_pair(one, other))
        case Renamed(actor, name):
            return _entry("rename", actor=actor.name, kind=actor.kind or "", name=name)
        case NamedTopic(name, query):
            return f"{in_toml(name)} = {in_toml(query)}"


def _of_place(place: QuotePlace) -> dict[str, Any]:
    spans = [list(span) for span in place.spans]
    about = {"words": place.words, "title": place.title}
    return {**about, "article": place.article, "spans": spans}


def _of_pair(one: Called, other: Called) -> dict[str, Any]:
    kinds = [one.kind or "", other.kind or ""]
    return {"actors": [one.name, other.name], "kinds": kinds if any(kinds) else ""}


def _entry(heading: str, **values: Any) -> str:
    lines = [f"{key} = {in_toml(value)}" for key, value in values.items() if value != ""]
    return "\n".join([f"[[{heading}]]", *lines, ""])


def in_toml(value: Any) -> str:
    """Return a text, or lists of texts or numbers, as TOML in one line.

    JSON is TOML but for a few characters. Unpaired surrogates are in neither.
    """
    text = json.dumps(value, ensure_ascii=False)
    return _RAW_IN_JSON.sub(lambda match: f"\\u{ord(match.group()):04x}", text)
