"""Headlines, where a capital says nothing: only names that are known from elsewhere are read.

Okello and Norland Remain Worlds Apart      with "Lena Okello" and "Norland" in running text
~~~~~~     ~~~~~~~                          "Remain", "Worlds" and "Apart" are no names
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from index.extraction.capitals import CAPITALS, Run, Word, fold, words_of
from index.extraction.name_words import (
    folded,
    is_common,
    is_given_name,
    is_known_organisation,
    is_place,
)
from index.extraction.names import Name
from index.extraction.run_names import names_in_run, names_in_words
from index.model import ActorKind

_LOWER_WORD = re.compile(r"(?<![\w'’-])[a-z]+")
_CAPITAL_WORD = re.compile(rf"(?<![\w'’-])[{CAPITALS}]\w{{2,}}")
_CAPITALS_FOR_ONE = 8
"""A headline may have one small word that is no grammar for so many with a capital."""

_HEADLINE_LENGTH = 300


def is_headline(text: str, start: int, end: int, leading: bool) -> bool:
    """Tell whether a short paragraph gives a capital to all words but those of grammar.

    Only a ``leading`` paragraph may end with a full stop and be a headline all the same.
    """
    shown = text[start:end].rstrip() if end - start <= _HEADLINE_LENGTH else ""
    if not shown or (shown[-1] in '.”"' and not leading and not shown.isupper()):
        return False
    capitals = len(_CAPITAL_WORD.findall(shown))
    small = sum(word not in folded("function_words") for word in _LOWER_WORD.findall(shown))
    return capitals > 2 and capitals >= _CAPITALS_FOR_ONE * small


def names_in_headlines(runs: Iterable[Run], known: Collection[str]) -> Iterator[Name]:
    """Yield the names in the runs of headlines that the word lists know, or running text.

    ``known`` are the folded words of the names in running text.
    """
    for run in runs:
        for name in names_in_run(run):
            if _is_known(name, known):
                yield name
            else:
                start, end = name.span
                inside = [w for w in words_of(run.text) if start <= run.start + w.start < end]
                for part in _stretches(inside, known):
                    for found in names_in_words(run.text, part, opens=False):
                        yield found.moved(run.start)


def _is_known(name: Name, known: Collection[str]) -> bool:
    folds = name.words
    if is_place(folds) or is_known_organisation(folds) or all(word in known for word in folds):
        return True
    person = name.kind is ActorKind.PERSON and is_given_name(folds[0]) and len(folds) < 4
    return person and not is_common(folds[-1])


def _stretches(words: Iterable[Word], known: Collection[str]) -> Iterator[tuple[Word, ...]]:
    """Yield the stretches of known words: "LENA OKELLO" in "LENA OKELLO WINS"."""
    stretch: list[Word] = []
    for word in words:
        if fold(word.text) in known:
            stretch.append(word)
        elif stretch:
            yield tuple(stretch)
            stretch = []
    if stretch:
        yield tuple(stretch)
