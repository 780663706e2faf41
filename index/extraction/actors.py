"""The actors of an article: who and what it names, where, and under which names.

    paragraphs ── capitals ──> runs ── names ──> names ── aliases ──> clusters ── LocalActor

Running text is read first. Headlines, where every word has a capital, are read afterwards and
only for names that the running text or the word lists know, so that "Sides Remain Worlds Apart"
is no actor. Boilerplate is not read. Linear in the text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

from index.extraction.actor_kinds import decide, vote
from index.extraction.aliases import (
    cluster,
    with_kind_of_namesakes,
    with_shared_family_names,
)
from index.extraction.bynames import with_bynames, without_epithets
from index.extraction.capitals import Run, find_runs
from index.extraction.headlines import is_headline, names_in_headlines
from index.extraction.identity import Words, form_words, is_short, split_owner
from index.extraction.name_words import (
    folded,
    is_common,
)
from index.extraction.names import Name
from index.extraction.owners import with_owners
from index.extraction.run_names import capitalised_grammar, names_in_run
from index.model import ActorKind, LocalActor, Paragraph, Role

LONGEST_ACRONYM = 5
"""A longer form in capitals is shouted: "VELMORA", "LENA OKELLO"."""

OFTEN = 3
"""So many capitals inside sentences make an ordinary word a name ("the Moot")."""

OWNING = 20
"""A word with a ministry of its own is a state, whatever it says or does."""

_COMMON_ENDINGS = ("ly", "ing", "tion", "tions", "ness", "ment", "able", "ible", "ous", "ism", "ed")


def find_actors(text: str, paragraphs: Sequence[Paragraph]) -> tuple[LocalActor, ...]:
    """Return the actors that the paragraphs of ``text`` name, in order of their first mention.

    Mentions are names only, in text order, and no two mentions overlap.
    """
    grammar = capitalised_grammar()
    running: list[Name] = []
    headlines: list[Run] = []
    for paragraph in paragraphs:
        if paragraph.role is not Role.BOILERPLATE:
            start, end = paragraph.span
            leading = paragraph.number < 2 or paragraph.role is Role.HEADING
            if is_headline(text, start, end, leading):
                headlines.extend(find_runs(text, start, end, grammar))
                continue
            for run in find_runs(text, start, end, grammar):
                running += names_in_run(run)
    names = _attested(running)
    known = {word for name in names for word in name.words}
    names.extend(names_in_headlines(headlines, known))
    names.sort(key=lambda name: name.span)
    names = _without_families(names)
    names = with_bynames(text, without_epithets(names))
    names = with_kind_of_namesakes(with_shared_family_names(text, names))
    names = with_owners(text, names)
    states = {name.owner for name in names if name.owner}
    actors = (_actor(text, group, states) for group in cluster(text, names))
    return tuple(actor for actor in actors if actor is not None)


def _attested(names: list[Name]) -> list[Name]:
    """Leave out words that only the start of a sentence gave a capital, and peoples of places."""
    sure = {word for name in names if not name.doubtful for word in name.words}
    return [
        name
        for name in names
        if name.kind is not None
        or len(name.words) > 1
        or not (_is_demonym(name.words[0], sure) or (name.doubtful and _is_only_placed(name, sure)))
    ]


def _without_families(names: Sequence[Name]) -> list[Name]:
    """Leave out "the Okellos", where the article names an Okello in full: they are no person."""
    families = {name.words[-1] for name in names if name.full}
    plurals = {family + ending for family in families for ending in ("s", "es")} - families
    return [name for name in names if len(name.words) > 1 or name.words[0] not in plurals]


def _is_only_placed(name: Name, sure: set[str]) -> bool:
    """Tell a word that may owe its capital to its place only."""
    return name.words[0] not in sure and _looks_common(name.words[0])


def _is_demonym(word: str, sure: set[str]) -> bool:
    """Tell "Velmorian", where the article also names Velmora."""
    stems = _stems(word)
    return bool(stems) and any(stem in sure or stem + "a" in sure for stem in stems)


@lru_cache(maxsize=1 << 14)
def _stems(word: str) -> tuple[str, ...]:
    """Return what is left of a folded word without the ending of a people, if it has one."""
    stems = (word[: -len(ending)] for ending in folded("demonym_endings") if word.endswith(ending))
    return tuple(stem for stem in stems if len(stem) > 3)


def _looks_common(word: str) -> bool:
    return all(map(is_common, word.split("-"))) or word.endswith(_COMMON_ENDINGS)


def _actor(text: str, names: Sequence[Name], states: set[str]) -> LocalActor | None:
    first = names[0]
    if len(names) == 1 and first.kind is not None:
        return LocalActor(first.form, first.kind, (), (first.span,))
    votes: dict[ActorKind, int] = {}
    if all(name.kind is None for name in names):
        for name in names:
            for kind, count in vote(text, name).items():
                votes[kind] = votes.get(kind, 0) + count
        if first.words[0] in states and len(first.words) == 1:
            votes[ActorKind.PLACE] = votes.get(ActorKind.PLACE, 0) + OWNING
    kind = decide(names, votes)
    if _is_only_a_word(names, votes):
        return None
    mentions = tuple([name.span for name in names])
    if all(name.form == first.form for name in names):
        return LocalActor(first.form, kind, (), mentions)
    forms = Counter([name.form for name in names])
    best = _best_form(names, kind, forms)
    ranked = sorted(forms, key=lambda form: -forms[form])
    aliases = tuple(form for form in ranked if form != best)
    return LocalActor(best, kind, aliases, mentions)


def _best_form(names: Sequence[Name], kind: ActorKind, forms: Counter[str]) -> str:
    """Return the form to show: a person's commonest full name, an organisation's longest.

    A ministry is shown with the state it belongs to, where some form has that. A place goes by its
    commonest name. An honorific or a shouted form is shown only where there is no other.
    """

    def rank(name: Name) -> tuple[bool, int, bool, bool, int, int]:
        length = len(name.words)
        if kind is ActorKind.PLACE:
            length = 0
        elif kind is ActorKind.PERSON:
            length = 1 if is_short(name.words) or " " not in name.form else 2
        plain = len(name.form.split()) <= len(name.words)
        shouted = name.form.isupper() and len(name.form) > LONGEST_ACRONYM
        organisation = kind is ActorKind.ORGANISATION
        whose = organisation and split_owner(form_words(name.form))[0] is not None
        return whose, length, plain, not shouted, forms[name.form], len(name.words)

    different: dict[tuple[str, Words], Name] = {}
    for name in names:
        different.setdefault((name.form, name.words), name)
    return max(different.values(), key=rank).form


def _is_only_a_word(names: Sequence[Name], votes: Mapping[ActorKind, int]) -> bool:
    """Tell a common word that no full name and no person's verb supports ("Internet")."""
    if any(name.kind is not None for name in names):
        return False
    alone = all(len(name.words) == 1 and is_common(name.words[0]) for name in names)
    return alone and not votes.get(ActorKind.PERSON) and len(names) < OFTEN
