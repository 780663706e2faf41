"""Bring an index in line with what the user corrected, touching only the articles it concerns.

    corrections the index was made with ─┐
    corrections now ─────────────────────┴── differ in ──> articles: load, extract, correct, put
                                                     └──> rules for actors: the map is made anew

A correction of a quote concerns the articles with its hash; two actors that are not one concern the
articles that have both names, since one article may have taken them for one. All else that is said
of actors concerns the map alone, topics nothing at all.

The index keeps beside it which corrections it was made with (corrections.json). The new ones are
put there before the first article is made with them, the old ones are dropped when the last is
done; so an index that was interrupted on the way, even between two users of two minds, is found to
differ and is put right by whoever comes next.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from index.corrections.apply import apply, corrected
from index.corrections.file import parse, text_of
from index.corrections.model import Correction, Corrections, OneActor, Renamed, TwoActors
from index.corrections.store import CorrectionsFile
from index.extraction import extract
from index.extraction.actor_rules import Called, Pair
from index.extraction.merging_rules import words_of
from index.home import read_json, write_json
from index.model import ActorKind, Skipped
from index.postings import IndexReader, IndexWriter

STATES = "corrections.json"

ROUNDS = 3
"""How often to look whether the file was changed meanwhile."""


def states(directory: Path) -> list[Corrections]:
    """Return the corrections that articles of an index may have been made with, oldest first.

    ``directory`` is the folder of the corpus. There is always one; none were made where nothing is
    said.
    """
    value = read_json(directory / STATES)
    texts = value if isinstance(value, list) else []
    known = [parse(text).corrections for text in texts if isinstance(text, str)]
    return known or [Corrections()]


def keep_states(directory: Path, kept: Sequence[Corrections]) -> None:
    """Keep what :func:`states` is to return. Raises OSError."""
    if list(kept) != states(directory):
        write_json(directory / STATES, [text_of(each) for each in kept])


class InLine:
    """Brings an index in line with a file of corrections; for who holds the lock of the corpus.

    ``corrections`` are those that are put to all articles now, ``articles`` counts those that were
    put again. A file that cannot be read is ``trouble``, and the index stays as it is.
    """

    def __init__(self, writer: IndexWriter, directory: Path, file: CorrectionsFile) -> None:
        """Take the writer, the folder of the corpus, and the user's file."""
        self.corrections = states(directory)[-1]
        self.articles = 0
        self.trouble: tuple[Skipped, ...] = ()
        self._in_line_with: Corrections | None = None
        self._writer = writer
        self._directory = directory
        self._file = file

    def bring(self, cancelled: Callable[[], bool] = lambda: False) -> bool:
        """Put the articles that were made with other corrections again, and commit them.

        Where ``cancelled`` says to stop, the others are left for the next time. The map is left to
        :meth:`IndexWriter.update_map`; tells whether it may be another one now. Raises
        IndexUnusable and OSError.
        """
        self.corrections = self._asked_for()
        if self.corrections == self._in_line_with:
            return False
        before = [each for each in states(self._directory) if each != self.corrections]
        keep_states(self._directory, [*before, self.corrections])
        self._writer.set_actor_rules(self.corrections.actor_rules)
        if self._put_again(before, cancelled):
            self._in_line_with = self.corrections
        return bool(before)

    def _asked_for(self) -> Corrections:
        try:
            return self._file.load().corrections
        except OSError as error:
            reason = error.strerror or "could not be read"
            self.trouble = (Skipped(self._file.path, f"{reason}; corrections are as before"),)
            return self.corrections

    def _put_again(self, before: Sequence[Corrections], cancelled: Callable[[], bool]) -> bool:
        """Put the articles again that come out otherwise now, and commit them; tell whether it was
        not cancelled."""
        if not before or not self._writer.entries:
            return True
        reader = IndexReader.open(self._writer.directory)
        stale = stale_articles(reader, before, self.corrections)
        done = 0
        for article_id in stale:
            if cancelled():
                break
            article, _ = reader.load(article_id)
            extraction = corrected(article, extract(article), self.corrections)
            self._writer.put(article, extraction, self._writer.entries[article_id].stamp)
            done += 1
        if done:
            self._writer.commit(map=False)
        self.articles += done
        return done == len(stale)

    def finish(self) -> None:
        """Bring it in line with what the file says by now, the map as well, and note that."""
        for _ in range(ROUNDS):
            if not self.bring():
                break
            self._writer.update_map()
        keep_states(self._directory, [self.corrections])


def stale_articles(
    reader: IndexReader, before: Iterable[Corrections], now: Corrections
) -> list[str]:
    """Return the ids of the articles that come out otherwise than with one of ``before``."""
    hashes: set[str] = set()
    pairs: set[Pair] = set()
    for each in before:
        hashes.update(
            sha256
            for sha256 in {*each.articles, *now.articles}
            if each.of_quotes(sha256) != now.of_quotes(sha256)
        )
        pairs |= set(each.apart) ^ set(now.apart)
    found = dict.fromkeys(reader.entries.with_hashes(hashes))
    found.update(dict.fromkeys(_with_both(reader, pairs)))
    return list(found)


def _with_both(reader: IndexReader, pairs: Iterable[Pair]) -> Iterator[str]:
    """Yield the articles that call local actors by both names of one of ``pairs``."""
    wanted = [tuple(words_of(called.name)[1] for called in pair) for pair in pairs]
    if not wanted:
        return
    for article_id, forms in reader.names_in_articles():
        words = {words_of(form)[1] for form in forms}
        if any(words.issuperset(pair) for pair in wanted):
            yield article_id


# -- what fits nothing ---------------------------------------------------------------------------


def unfitting(reader: IndexReader, corrections: Corrections) -> list[Correction]:
    """Return the corrections for which there is no article, quote or actor, in their order.

    Articles of which quotes are corrected are read again for it, some milliseconds each.
    """
    misfits: set[Correction] = set()
    found = reader.entries.with_hashes(set(corrections.articles))
    articles = {reader.entries[each].sha256: each for each in found}
    for sha256 in corrections.articles:
        if sha256 in articles:
            article, _ = reader.load(articles[sha256])
            misfits.update(apply(article, extract(article), corrections).unfitting)
        else:
            misfits.update(corrections.of_quotes(sha256))
    unknown = _unknown(
        {called.name for each in corrections.items for called in _actors(each)}, reader
    )
    return [
        each
        for each in corrections.items
        if each in misfits or any(called.name in unknown for called in _actors(each))
    ]


def _unknown(names: set[str], reader: IndexReader) -> set[str]:
    """Return those of ``names`` that no actor has, in the corpus or in an article."""
    unknown = names - set(reader.corpus.actors.called()[0]) if names else names
    if unknown:  # an actor of the corpus has not room for all its names
        for _, forms in reader.names_in_articles():
            unknown.difference_update(forms)
    return unknown


def _actors(correction: Correction) -> tuple[Called, ...]:
    match correction:
        case OneActor(one, other) | TwoActors(one, other):
            return one, other
        case Renamed(actor, _):
            return (actor,)
        case _:
            return ()


def kind_of(reader: IndexReader, name: str) -> ActorKind | None:
    """Return what the actor is whom the corpus calls ``name``; None where there is none."""
    forms, firsts = reader.corpus.actors.called()
    if name not in forms:
        return None
    number = int(np.searchsorted(firsts, forms.index(name), side="right")) - 1
    return reader.actors[number].kind
