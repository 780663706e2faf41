"""The word lists under ``lexicon/``: plain text, one entry a line, ``#`` starts a comment."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import resources
from itertools import groupby


@cache
def load(name: str) -> frozenset[str]:
    """Return the entries of ``lexicon/NAME.txt``, as written there, without comments and blanks.

    Read once a process. Raises FileNotFoundError when there is no such list.
    """
    source = resources.files("index.extraction").joinpath("lexicon", f"{name}.txt")
    lines = source.read_text(encoding="utf-8").splitlines()
    entries = (line.partition("#")[0].strip() for line in lines)
    return frozenset(entry for entry in entries if entry)


@cache
def load_all(*names: str) -> frozenset[str]:
    """Return the entries of several lists in one set."""
    return frozenset().union(*(load(name) for name in names))


def alternatives(entries: Iterable[str]) -> str:
    """Return a regular expression for any of ``entries``, tried in the order of the alphabet.

    Those with one first letter stand together, so that one look at a letter rules out most.
    """
    groups = groupby(sorted(entries), key=lambda entry: entry[0])
    tails = ((first, "|".join(entry[1:] for entry in group)) for first, group in groups)
    return "(?:" + "|".join(f"{first}(?:{tail})" for first, tail in tails) + ")"


def words(listed: str) -> frozenset[str]:
    """Return the words of ``listed``, for short lists that belong beside the code they steer."""
    return frozenset(listed.split())
