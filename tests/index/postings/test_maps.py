"""The corpus-wide map says of every segment what the articles all together say."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.extraction.merging import merge_actors
from index.extraction.topic_ranking import rank_topics
from index.model import (
    Actor,
    ActorKind,
    Article,
    Extraction,
    Phrase,
    Quote,
    QuoteKind,
    Role,
    Span,
    Topic,
)
from index.postings import maps
from index.postings.container import Container, ContainerWriter
from index.postings.errors import IndexUnusable
from index.postings.holders import Holders
from index.postings.map_files import map_files, map_path, part_path
from index.postings.maps import CorpusMap, MapFiles, carry, latest_map, open_map, write_map
from index.postings.merging_segments import merge_segments
from index.postings.segments import Segments
from tests.index.made import actor, article, everywhere, harbour, mill
from tests.index.postings.segmented import written

Made = tuple[Article, Extraction]

NAMES = {
    "Orla Quint": ActorKind.PERSON,
    "Quint": ActorKind.PERSON,
    "Ms. Quint": ActorKind.PERSON,
    "Bruno Aske": ActorKind.PERSON,
    "Aske": ActorKind.PLACE,
    "Pell Harbour Office": ActorKind.ORGANISATION,
    "PHO": ActorKind.ORGANISATION,
    "Pell": ActorKind.OTHER,
}
ALIASES = {"Orla Quint": ("Quint",), "Pell Harbour Office": ("PHO",)}
TERMS = ("harbour toll", "toll", "new harbour toll", "salt", "mill wheel")


@dataclass(frozen=True)
class Corpus:
    """Segments, what they were made of, and which articles are deleted by now."""

    parts: tuple[tuple[Made, ...], ...]
    deleted: frozenset[tuple[int, int]]
    containers: tuple[Container, ...]

    @property
    def segments(self) -> Segments:
        """The segments as a reader opens them."""
        found = []
        for number, container in enumerate(self.containers):
            gone = [
                document
                for place in range(len(self.parts[number]))
                if (number, place) in self.deleted
                for document in documents_of(container, place)
            ]
            found.append((f"MAIN_{number}", container, np.array(gone, np.int64)))
        return Segments(found)

    def live(self) -> list[Made]:
        """The articles that are not deleted, in order."""
        return [
            made
            for number, part in enumerate(self.parts)
            for place, made in enumerate(part)
            if (number, place) not in self.deleted
        ]


def documents_of(container: Container, place: int) -> range:
    own = [*container["articles.documents"].tolist(), len(container["kind"])]
    return range(own[place], own[place + 1])


def corpus(folder: Path, *parts: Sequence[Made], deleted: Sequence[tuple[int, int]] = ()) -> Corpus:
    containers = tuple(
        written(folder / f"MAIN_{number}.segment", part) for number, part in enumerate(parts)
    )
    return Corpus(tuple(map(tuple, parts)), frozenset(deleted), containers)


def note(name: str, *forms: str, term: str = "toll") -> Made:
    """Return an article that names these, each in a paragraph of its own, and says one term."""
    made = article(name, ("Note", *(f"{form} paid the {term}." for form in forms)))
    actors = tuple(actor(made.text, form, kind=NAMES.get(form, ActorKind.PERSON)) for form in forms)
    phrases = (Phrase(term, term, everywhere(made.text, term)),)
    return made, Extraction((), actors, phrases)


# -- in plain Python -------------------------------------------------------------------------------


@dataclass
class Passage:
    """What one document must hold."""

    actors: set[int]
    topics: set[int]
    speaker: int = -1
    counts_at: tuple[str, int] | None = None


def expected(articles: Sequence[Made]) -> tuple[list[Actor], list[Topic], list[Passage]]:
    """Return actors and topics with their counts, and what every document holds."""
    actors, actor_ids = merge_actors([extraction.actors for _, extraction in articles])
    topics, topic_ids = rank_topics([extraction.phrases for _, extraction in articles])
    next_actor, next_topic = iter(actor_ids.tolist()), iter(topic_ids.tolist())
    passages = []
    for made, extraction in articles:
        who = [next(next_actor) for _ in extraction.actors]
        what = [next(next_topic) for _ in extraction.phrases]
        passages += [Passage(set(), set()), *passages_of(made, extraction, who, what)]
    counted = [each for each in passages if each.counts_at]
    return (
        [
            replace(
                each,
                passages=len({p.counts_at for p in counted if each.id in p.actors}),
                quotes=sum(p.speaker == each.id for p in counted),
            )
            for each in actors
        ],
        [
            replace(each, passages=len({p.counts_at for p in counted if each.id in p.topics}))
            for each in topics
        ],
        passages,
    )


def passages_of(
    made: Article, extraction: Extraction, who: list[int], what: list[int]
) -> Iterator[Passage]:
    def inside(places: Sequence[Span], span: Span) -> bool:
        return any(span.contains(place) for place in places)

    def passage(span: Span, paragraph: int, speaker: int) -> Passage:
        here = {
            n for n, each in zip(who, extraction.actors, strict=True) if inside(each.mentions, span)
        }
        about = {
            n for n, each in zip(what, extraction.phrases, strict=True) if inside(each.spans, span)
        }
        searched = made.paragraphs[paragraph].role is not Role.BOILERPLATE
        place = (made.id, paragraph) if searched else None
        return Passage(here | {speaker} - {-1}, about - {-1}, speaker, place)

    for each in made.paragraphs:
        yield passage(each.span, each.number, -1)
    for quote in extraction.quotes:
        speaker = -1 if quote.actor is None else who[quote.actor]
        yield passage(quote.spans[0], quote.paragraph, speaker)


def found_in(mapped: CorpusMap, rows: Sequence[int]) -> list[tuple[set[int], set[int], int]]:
    """Return the actors, the topics and the speaker of some documents."""
    return [
        (
            set(list_of(mapped.actors_of, row)),
            set(list_of(mapped.topics_of, row)),
            int(mapped.speakers[row]),
        )
        for row in rows
    ]


def list_of(holders: Holders, row: int) -> list[int]:
    values: list[int] = holders.values[holders.starts[row] : holders.starts[row + 1]].tolist()
    assert values == sorted(set(values))
    return values


def live_rows(made: Corpus) -> list[int]:
    return [
        segment.base + document
        for number, segment in enumerate(made.segments)
        for place in range(len(made.parts[number]))
        if (number, place) not in made.deleted
        for document in documents_of(made.containers[number], place)
    ]


def is_of(mapped: CorpusMap, made: Corpus) -> bool:
    """Tell whether a map says of the live articles what plain Python says of them."""
    actors, topics, passages = expected(made.live())
    held = [(each.actors, each.topics, each.speaker) for each in passages]
    return (
        list(mapped.actors) == actors
        and list(mapped.topics) == topics
        and found_in(mapped, live_rows(made)) == held
    )


def names_in(mapped: CorpusMap, row: int) -> set[str]:
    return {mapped.actors[number].name for number in list_of(mapped.actors_of, row)}


# -- invented corpora ------------------------------------------------------------------------------

forms = st.sampled_from([*NAMES, *TERMS])
bodies = st.lists(st.lists(forms, min_size=1, max_size=4), min_size=1, max_size=3)


@st.composite
def made_articles(draw: st.DrawFn, name: str) -> Made:
    paragraphs = [f"{', '.join(each)} said so." for each in draw(bodies)]
    if draw(st.booleans()):
        paragraphs.append(f"Share {paragraphs[0]}")
    made = article(name, ("Heading", *paragraphs))
    said = [form for form in [*NAMES, *TERMS] if form in made.text]
    actors = tuple(
        actor(made.text, form, *ALIASES.get(form, ()), kind=NAMES[form])
        for form in said
        if form in NAMES
    )
    phrases = tuple(
        Phrase(form, form.title() if draw(st.booleans()) else form, everywhere(made.text, form))
        for form in said
        if form in TERMS
    )
    quotes = tuple(
        Quote(
            (made.paragraphs[number].span,),
            QuoteKind.DIRECT,
            number,
            number,
            actor=draw(st.sampled_from([None, *range(len(actors))])),
        )
        for number in range(1, len(made.paragraphs))
        if draw(st.booleans())
    )
    return made, Extraction(quotes, actors, phrases)


@st.composite
def corpora(draw: st.DrawFn) -> tuple[list[list[Made]], list[tuple[int, int]]]:
    """Return segments of articles, and which of these are deleted."""
    sizes = draw(st.lists(st.integers(1, 4), min_size=1, max_size=3))
    parts = [
        [draw(made_articles(f"{number}-{place}")) for place in range(size)]
        for number, size in enumerate(sizes)
    ]
    places = [(number, place) for number, part in enumerate(parts) for place in range(len(part))]
    return parts, [place for place in places if draw(st.integers(0, 3)) == 0]


@settings(max_examples=60, deadline=None)
@given(corpora(), st.booleans())
def test_map_is_what_all_live_articles_say_together(
    made: tuple[list[list[Made]], list[tuple[int, int]]], kept: bool
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        corpus_made = corpus(Path(folder), *made[0], deleted=made[1])
        if kept:
            write_map(Path(folder), corpus_made.segments)
            assert len(list(map_files(Path(folder)))) == 1
        assert is_of(open_map(Path(folder), corpus_made.segments), corpus_made)


def test_a_map_is_made_of_no_segments(tmp_path: Path) -> None:
    write_map(tmp_path, Segments([]))
    opened = open_map(tmp_path, Segments([]))
    assert (len(opened.actors), len(opened.topics)) == (0, 0)
    assert [len(opened.actor_of), len(opened.topic_of), len(opened.speakers)] == [0, 0, 0]
    assert opened.actors_of.starts.tolist() == opened.topics_of.starts.tolist() == [0]


def test_actors_and_phrases_are_numbered_through_deleted_articles(tmp_path: Path) -> None:
    salt = [note(name, "Bruno Aske", term="salt tax") for name in "ab"]
    made = corpus(tmp_path, [harbour(), salt[0]], salt[1:], deleted=[(0, 0)])
    opened = open_map(tmp_path, made.segments)
    assert opened.actor_of.tolist() == [-1, -1, 0, 0]
    assert opened.topic_of.tolist() == [-1, 0, 0]


def test_one_segment_is_not_copied(tmp_path: Path) -> None:
    made = corpus(tmp_path, [harbour(), mill()])
    write_map(tmp_path, made.segments)
    opened = open_map(tmp_path, made.segments)
    arrays = (opened.actor_of, opened.speakers, opened.actors_of.values, opened.topics_of.starts)
    assert not any(array.flags.owndata for array in arrays)


def test_names_are_listed_with_their_aliases_behind_them(tmp_path: Path) -> None:
    made = corpus(tmp_path, [harbour(), mill(), note("a", "Bruno Aske")])
    write_map(tmp_path, made.segments)
    opened = open_map(tmp_path, made.segments)
    forms, firsts = opened.actors.called()
    assert forms == ["Orla Quint", "Quint", "harbour office", "Bruno Aske"]
    assert firsts.tolist() == [0, 2, 3, 4]
    assert list(opened.actors.labels) == ["Orla Quint", "harbour office", "Bruno Aske"]
    assert opened.topics.called()[0] == ["harbour tolls"]
    assert opened.actors[-1] == opened.actors[2] == opened.actors[1:][1]
    with pytest.raises(IndexError):
        opened.actors[3]


# -- what is written, and when ---------------------------------------------------------------------


def forbid(patched: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> None:
        raise AssertionError("the map was worked out")

    patched.setattr(maps, "make_map", fail)


def test_opening_looks_at_no_article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = corpus(tmp_path, [harbour()])
    forbid(monkeypatch)
    open_map(tmp_path, made.segments)


def test_what_was_written_is_not_worked_out_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = corpus(tmp_path, [harbour(), mill()])
    write_map(tmp_path, made.segments)
    forbid(monkeypatch)
    assert is_of(open_map(tmp_path, made.segments), made)
    write_map(tmp_path, made.segments)
    assert latest_map(tmp_path) == 1


def test_a_small_corpus_gets_a_new_map_whenever_articles_come_or_go(tmp_path: Path) -> None:
    made = corpus(tmp_path, [harbour(), mill()], [note("a", "Ivo Lund")])
    write_map(tmp_path, made.segments[:1])
    write_map(tmp_path, made.segments)
    assert [path for path, _, _ in map_files(tmp_path)] == [map_path(tmp_path, 2)]
    assert is_of(open_map(tmp_path, made.segments), made)
    without = replace(made, deleted=frozenset([(0, 1)]))
    write_map(tmp_path, without.segments)
    assert [path for path, _, _ in map_files(tmp_path)] == [map_path(tmp_path, 3)]
    assert is_of(open_map(tmp_path, without.segments), without)


def test_a_map_outlives_deletions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = corpus(tmp_path, [harbour(), mill()])
    write_map(tmp_path, made.segments)
    before = open_map(tmp_path, made.segments)
    without = replace(made, deleted=frozenset([(0, 0)]))
    forbid(monkeypatch)
    after = open_map(tmp_path, without.segments)
    rows = live_rows(without)
    assert found_in(after, rows) == found_in(before, rows)
    assert list(after.actors) == list(before.actors)


def test_a_large_corpus_is_read_again_when_much_came(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(maps, "SMALL", 2)
    made = corpus(tmp_path, [harbour(), mill()], [note("a", "Ivo Lund")])
    write_map(tmp_path, made.segments[:1])
    write_map(tmp_path, made.segments)
    assert latest_map(tmp_path) == 2
    assert is_of(open_map(tmp_path, made.segments), made)


# -- segments that the map does not know -----------------------------------------------------------


def large(folder: Path, *more: Sequence[Made], deleted: Sequence[tuple[int, int]] = ()) -> Corpus:
    """Return a corpus with a map of its first segment, of 40 articles."""
    first = [note(f"n{number}", "Orla Quint", "Bruno Aske") for number in range(38)]
    made = corpus(folder, [*first, harbour(), mill()], *more, deleted=deleted)
    write_map(folder, made.segments[:1])
    return made


@pytest.fixture(params=["read", "kept"])
def reading(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """New segments are read in the light of the map: at open, or when the map is updated."""
    monkeypatch.setattr(maps, "SMALL", 20)
    return bool(request.param == "kept")


def opened_after(made: Corpus, folder: Path, kept: bool) -> CorpusMap:
    if kept:
        write_map(folder, made.segments)
        assert latest_map(folder) == 1
        assert len(list(map_files(folder))) == len(made.parts)
    return open_map(folder, made.segments)


def test_a_name_that_is_known_is_that_actor(tmp_path: Path, reading: bool) -> None:
    made = large(tmp_path, [note("a", "Bruno Aske", "Quint")])
    opened = opened_after(made, tmp_path, reading)
    first = made.segments[1].base
    assert [names_in(opened, first + row) for row in range(4)] == [
        set(),
        set(),
        {"Bruno Aske"},
        {"Orla Quint"},
    ]
    before = expected(made.live()[:40])[0]
    counts = {each.name: each.passages for each in opened.actors}
    assert counts == {
        each.name: each.passages + (each.name in ("Bruno Aske", "Orla Quint")) for each in before
    }


def test_new_actors_of_several_segments_are_one(tmp_path: Path, reading: bool) -> None:
    made = large(tmp_path, [note("a", "Ivo Lund")], [note("b", "Cora Pell", "Ivo Lund")])
    opened = opened_after(made, tmp_path, reading)
    known = len(expected(made.live()[:40])[0])
    assert list(opened.actors)[known:] == [
        Actor(known, "Ivo Lund", ActorKind.PERSON, (), 2, 0),
        Actor(known + 1, "Cora Pell", ActorKind.PERSON, (), 1, 0),
    ]
    assert opened.actor_of.tolist()[-3:] == [known, known + 1, known]
    assert opened.actors.called()[0][-2:] == ["Ivo Lund", "Cora Pell"]
    assert opened.actors.labels[known] == "Ivo Lund"


def test_lists_stay_ascending_when_new_actors_are_united(tmp_path: Path, reading: bool) -> None:
    both = article("b", ("Note", "Cora Pell met Ivo Lund."))
    people = tuple(actor(both.text, name) for name in ("Cora Pell", "Ivo Lund"))
    made = large(tmp_path, [note("a", "Ivo Lund")], [(both, Extraction((), people, ()))])
    opened = opened_after(made, tmp_path, reading)
    row = made.segments[2].base + 2
    assert names_in(opened, row) == {"Cora Pell", "Ivo Lund"}


def test_a_phrase_has_the_topic_that_its_key_decides(tmp_path: Path, reading: bool) -> None:
    made = large(tmp_path, [note("a", "Ivo Lund", term="harbour toll"), note("b", term="salt")])
    opened = opened_after(made, tmp_path, reading)
    assert [topic.terms for topic in opened.topics] == [("toll",)]
    assert opened.topic_of.tolist()[-2:] == [0, -1]
    assert opened.topics[0].passages == expected(made.live()[:40])[1][0].passages + 1


def test_a_speaker_of_a_new_segment_is_known(tmp_path: Path, reading: bool) -> None:
    made, extraction = harbour()
    made = replace(made, id="again")
    corpus_made = large(tmp_path, [(made, extraction)])
    opened = opened_after(corpus_made, tmp_path, reading)
    first = corpus_made.segments[1].base
    before = corpus_made.segments[0].documents - len(extraction.quotes) - 9
    quotes = [opened.actors[number].name for number in opened.speakers[first:] if number >= 0]
    assert quotes == ["Orla Quint", "harbour office", "Orla Quint"]
    assert before < first


def test_parts_of_segments_that_are_gone_are_removed(tmp_path: Path, reading: bool) -> None:
    made = large(tmp_path, [note("a", "Ivo Lund")])
    write_map(tmp_path, made.segments)
    write_map(tmp_path, made.segments[:1])
    assert [path for path, _, _ in map_files(tmp_path)] == [map_path(tmp_path, 1)]


def test_a_large_segment_without_a_map_is_left_blank_until_it_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(maps, "SMALL", 2)
    made = corpus(tmp_path, [harbour(), mill()], [note("a", "Ivo Lund")])
    opened = open_map(tmp_path, made.segments)
    assert [each.name for each in opened.actors] == ["Ivo Lund"]
    assert opened.actor_of.tolist() == [-1, -1, -1, 0]
    assert np.diff(opened.actors_of.starts).tolist()[: made.segments[1].base] == [0] * 14
    write_map(tmp_path, made.segments)
    assert is_of(open_map(tmp_path, made.segments), made)


# -- merging ---------------------------------------------------------------------------------------


def merged(folder: Path, made: Corpus, first: int) -> Corpus:
    """Merge all segments from number ``first`` on, as a commit does."""
    segments = made.segments
    parts = []
    for segment, container in zip(segments, made.containers, strict=True):
        mask = np.zeros(segment.documents, np.bool_)
        mask[segment.deleted] = True
        parts.append((container, mask))
    path = folder / f"MAIN_{len(parts)}.segment"
    merge_segments(parts[first:], path)
    carry(folder, segments[first:], f"MAIN_{first}-{len(parts)}")
    live = tuple(
        each
        for number, part in enumerate(made.parts[first:], first)
        for place, each in enumerate(part)
        if (number, place) not in made.deleted
    )
    kept = frozenset(place for place in made.deleted if place[0] < first)
    return Corpus((*made.parts[:first], live), kept, (*made.containers[:first], Container(path)))


def renamed(made: Corpus, first: int, name: str) -> Segments:
    found = [(each.name, each.arrays, each.deleted) for each in made.segments]
    found[first] = (name, *found[first][1:])
    return Segments(found)


@settings(max_examples=25, deadline=None)
@given(corpora(), st.data())
def test_merged_segments_keep_what_was_said_of_them(
    made: tuple[list[list[Made]], list[tuple[int, int]]], data: st.DataObject
) -> None:
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patched:
        folder = Path(name)
        before = corpus(folder, *made[0], deleted=made[1])
        known = data.draw(st.integers(1, len(made[0])))
        first = data.draw(st.integers(0, known - 1))
        write_map(folder, before.segments[:known])
        said = open_map(folder, before.segments)
        after = merged(folder, before, first)
        forbid(patched)
        segments = renamed(after, first, f"MAIN_{first}-{len(before.parts)}")
        opened = open_map(folder, segments)
        assert len(MapFiles.open(folder, [each.name for each in segments]).parts) == 1
        assert list(opened.actors) == list(said.actors)
        assert list(opened.topics) == list(said.topics)
        assert found_in(opened, live_rows(after)) == found_in(said, live_rows(before))
        assert opened.actor_of[opened.actor_of >= 0].tolist()[-1:] == last_live(said, before)


def last_live(said: CorpusMap, made: Corpus) -> list[int]:
    """Return the Actor id of the last local actor of a live article."""
    live = np.concatenate(
        [
            np.repeat(segment.articles.live, segment.arrays["articles.actors"])
            for segment in made.segments
        ]
    )
    ids: list[int] = said.actor_of[live].tolist()
    return ids[-1:]


def test_what_no_map_knows_is_not_carried(tmp_path: Path) -> None:
    made = corpus(tmp_path, [harbour()], [mill()])
    carry(tmp_path, made.segments, "MAIN_9")
    write_map(tmp_path, made.segments[:0])
    carry(tmp_path, made.segments, "MAIN_9")
    assert [path for path, _, _ in map_files(tmp_path)] == [map_path(tmp_path, 1)]


# -- damage ----------------------------------------------------------------------------------------


def put(path: Path, content: bytes | bytearray) -> None:
    """Put a file in place of one that somebody may have mapped."""
    path.unlink()
    path.write_bytes(content)


def cut_short(path: Path) -> None:
    put(path, path.read_bytes()[:-3])


def emptied(path: Path) -> None:
    put(path, b"")


def foreign(path: Path) -> None:
    path.unlink()
    with ContainerWriter(path) as writer:
        writer.add("kind", np.zeros(3, np.uint8))


def of_another_format(path: Path) -> None:
    rewrite(path, format=np.array([99], np.uint8))


def with_wild_ids(path: Path) -> None:
    container = Container(path)
    rewrite(
        path,
        **{
            name: np.full(len(container[name]), 30_000, container[name].dtype)
            for name in container
            if name.endswith(("actor_of", "topics.homes"))
        },
    )


def without_names(path: Path) -> None:
    rewrite(path, **{"actors.forms": np.empty(0, np.uint8)})


def rewrite(path: Path, **changed: np.ndarray) -> None:
    arrays = {**Container(path), **changed}
    path.unlink()
    with ContainerWriter(path) as writer:
        for name, array in arrays.items():
            writer.add(name, array)


DAMAGES = (
    cut_short,
    emptied,
    foreign,
    of_another_format,
    with_wild_ids,
    without_names,
    Path.unlink,
)


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda each: each.__name__)
def test_a_damaged_map_is_worked_out_again(tmp_path: Path, damage: object) -> None:
    assert callable(damage)
    made = corpus(tmp_path, [harbour(), mill()], [note("a", "Orla Quint", "Quint")])
    write_map(tmp_path, made.segments)
    damage(map_path(tmp_path, 1))
    assert is_of(open_map(tmp_path, made.segments), made)
    write_map(tmp_path, made.segments)
    assert is_of(open_map(tmp_path, made.segments), made)
    assert len(list(map_files(tmp_path))) == 1


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda each: each.__name__)
def test_a_damaged_part_is_read_again(
    tmp_path: Path, damage: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert callable(damage)
    monkeypatch.setattr(maps, "SMALL", 20)
    made = large(tmp_path, [note("a", "Ivo Lund")])
    write_map(tmp_path, made.segments)
    before = open_map(tmp_path, made.segments)
    damage(part_path(tmp_path, 1, "MAIN_1"))
    for _ in range(2):
        after = open_map(tmp_path, made.segments)
        assert list(after.actors) == list(before.actors)
        assert found_in(after, live_rows(made)) == found_in(before, live_rows(made))
        write_map(tmp_path, made.segments)
        open_map(tmp_path, made.segments).verify()


def test_an_altered_byte_is_noticed(tmp_path: Path) -> None:
    made = corpus(tmp_path, [harbour(), mill()])
    write_map(tmp_path, made.segments)
    content = bytearray(map_path(tmp_path, 1).read_bytes())
    content[content.index(b"Orla Quint")] ^= 1
    put(map_path(tmp_path, 1), content)
    opened = open_map(tmp_path, made.segments)
    assert opened.actors[0].name == "Nrla Quint"
    with pytest.raises(IndexUnusable):
        opened.verify()
    write_map(tmp_path, made.segments)
    assert is_of(open_map(tmp_path, made.segments), made)


@pytest.fixture(scope="module")
def written_map(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Corpus, bytes]:
    """A folder with a map, the corpus it is of, and its bytes."""
    folder = tmp_path_factory.mktemp("altered")
    made = corpus(folder, [harbour(), mill()], [note("a", "Orla Quint", "Quint")])
    write_map(folder, made.segments)
    return folder, made, map_path(folder, 1).read_bytes()


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_altered_byte_leads_outside(
    written_map: tuple[Path, Corpus, bytes], data: st.DataObject
) -> None:
    folder, made, content = written_map
    altered = bytearray(content)
    place = data.draw(st.integers(0, len(content) - 1))
    altered[place] ^= data.draw(st.integers(1, 255))
    put(map_path(folder, 1), altered)
    opened = open_map(folder, made.segments)
    assert len(opened.actors_of.starts) == made.segments.documents + 1
    assert opened.actors_of.starts[-1] == len(opened.actors_of.values)
    assert all(opened.topics[number].terms for number in opened.topics_of.values.tolist())
    assert all(opened.actors[number].name is not None for number in opened.actors_of.values)
    assert all(opened.actors[number].id == number for number in opened.actor_of.tolist())
    assert len(opened.actors.called()[0]) == opened.actors.called()[1][-1]
