"""A corpus follows its folder: what is new, changed or gone, and nothing else, is taken up."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from index import intake
from index.corpus import Corpus, NotIndexed
from index.home import Busy, exclusive
from index.model import Article, Extraction, Progress

STRIKE = """The harbour closes

By Ada Fenn

“We will not load another crate,” said Orla Quint, a crane driver. “Not one.”

The harbour office said that all ships had left.
"""
BREAD = """Bread doubles in price

By Ada Fenn

The baker Milo Tarn said flour was “dearer than silver” this week.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    write(folder / "strike.txt", STRIKE)
    write(folder / "bread.txt", BREAD)
    return folder


def write(path: Path, text: str, age: int = 3600) -> None:
    """Write a file that was last changed ``age`` seconds ago."""
    path.write_text(text, encoding="utf-8")
    then = path.stat().st_mtime_ns - age * 1_000_000_000
    os.utime(path, ns=(then, then))


@pytest.fixture
def corpus(folder: Path) -> Corpus:
    corpus = Corpus.open([folder])
    corpus.refresh()
    return corpus


def speakers(corpus: Corpus, query: str) -> set[str | None]:
    return {hit.speaker for hit in corpus.search(query)}


def test_a_new_folder_can_be_searched(corpus: Corpus) -> None:
    assert "Orla Quint" in speakers(corpus, "crate")
    assert "Milo Tarn" in speakers(corpus, "dearer silver")


def test_a_corpus_can_be_warmed_up_until_that_is_not_wanted_any_more(corpus: Corpus) -> None:
    assert not corpus.warm_up(cancelled=lambda: True)
    assert corpus.warm_up()


def test_before_indexing_it_says_so(folder: Path) -> None:
    corpus = Corpus.open([folder])
    assert not corpus.is_indexed()
    assert corpus.generation == 0
    with pytest.raises(NotIndexed, match="not indexed"):
        corpus.search("crate")


def test_nothing_is_read_again_when_nothing_changed(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(path: Path) -> Article:
        raise AssertionError(f"{path} was read again")

    monkeypatch.setattr(intake, "read", fail)
    generation = corpus.generation
    report = corpus.refresh()
    assert (report.added, report.changed, report.removed, report.unchanged) == (0, 0, 0, 2)
    assert not corpus.reload()
    assert corpus.generation == generation


def test_only_the_changed_file_is_read_again(corpus: Corpus, folder: Path) -> None:
    write(folder / "bread.txt", BREAD.replace("silver", "amber"), age=60)
    report = corpus.refresh()
    assert (report.added, report.changed, report.unchanged) == (0, 1, 1)
    assert corpus.reload()
    assert speakers(corpus, "dearer amber") == {"Milo Tarn"}
    assert len(corpus.search("silver", typing=False)) == 0


def test_a_touched_file_with_the_same_words_counts_as_unchanged(
    corpus: Corpus, folder: Path
) -> None:
    os.utime(folder / "bread.txt")
    assert corpus.refresh().changed == 0


def test_a_file_from_the_future_is_no_reason_to_write_each_time(folder: Path) -> None:
    write(folder / "bread.txt", BREAD, age=-3600)
    corpus = Corpus.open([folder])
    corpus.refresh()
    generation = corpus.generation
    assert corpus.refresh().unchanged == 2
    assert not corpus.reload()
    assert corpus.generation == generation


def test_a_change_within_the_clocks_grain_is_still_seen(folder: Path) -> None:
    path = folder / "bread.txt"
    write(path, BREAD, age=0)
    corpus = Corpus.open([folder])
    corpus.refresh()
    stamp = path.stat().st_mtime_ns
    path.write_text(BREAD.replace("silver", "copper"), encoding="utf-8")
    os.utime(path, ns=(stamp, stamp))
    assert corpus.refresh().changed == 1


def test_a_removed_file_is_removed(corpus: Corpus, folder: Path) -> None:
    (folder / "strike.txt").unlink()
    report = corpus.refresh()
    assert (report.removed, report.articles) == (1, 1)
    corpus.reload()
    assert "Orla Quint" not in speakers(corpus, "")


def test_articles_of_a_folder_that_cannot_be_found_are_kept(corpus: Corpus, folder: Path) -> None:
    folder.rename(folder.with_name("elsewhere"))
    report = corpus.refresh()
    assert (report.removed, report.articles) == (0, 2)
    assert [skipped.path for skipped in report.skipped] == [folder]


def test_what_cannot_be_read_is_skipped_with_a_reason(folder: Path) -> None:
    (folder / "empty.txt").write_bytes(b"")
    (folder / "picture.txt").write_bytes(b"\x89PNG\0\0\0" * 100)
    report = Corpus.open([folder]).refresh()
    assert report.articles == 2
    assert {skipped.path.name for skipped in report.skipped} == {"empty.txt", "picture.txt"}
    assert all(skipped.reason for skipped in report.skipped)


def test_an_article_whose_quotes_cannot_be_read_is_still_searchable(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(article: Article) -> Extraction:
        raise ValueError("a rule is broken")

    monkeypatch.setattr(intake, "extract", fail)
    corpus = Corpus.open([folder])
    report = corpus.refresh()
    assert len(report.skipped) == 2
    assert "ValueError" in report.skipped[0].reason
    assert len(corpus.search("crate")) == 1


def test_rebuild_reads_everything_again(corpus: Corpus) -> None:
    assert corpus.refresh(rebuild=True).changed == 2


def test_an_index_cut_short_is_made_anew(corpus: Corpus) -> None:
    corpus.close()
    for path in corpus.index_directory.iterdir():
        if path.is_file() and path.stat().st_size > 10:
            path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert not corpus.is_indexed()
    report = corpus.refresh()
    assert report.added == 2
    assert report.why_anew.startswith("is damaged")
    assert "Orla Quint" in speakers(corpus, "crate")
    assert corpus.refresh().why_anew == ""


@pytest.mark.parametrize("pattern", ["*.segment", "*.toc", "format.json"])
@pytest.mark.parametrize("folder_instead", [False, True])
def test_an_index_that_lacks_a_file_is_made_anew(
    corpus: Corpus, pattern: str, folder_instead: bool
) -> None:
    corpus.close()
    [path] = corpus.index_directory.glob(pattern)
    path.unlink()
    if folder_instead:
        path.mkdir()
    assert corpus.refresh().added == 2
    assert "Orla Quint" in speakers(corpus, "crate")


def test_a_table_that_names_what_an_article_lacks_is_noticed(corpus: Corpus) -> None:
    results = corpus.search("harbour office")
    corpus.reader().table.quote[:] = 1000
    with pytest.raises(NotIndexed, match="damaged"), corpus.sound():
        list(results)
    assert corpus.refresh().why_anew == "has lost its record"
    assert speakers(corpus, "harbour office")


def test_an_index_of_another_pipeline_is_made_anew(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.kept_index.PIPELINE", 10_000)
    corpus.close()
    with pytest.raises(NotIndexed, match="another version"):
        corpus.reader()
    assert corpus.refresh().added == 2


def test_only_one_process_writes(corpus: Corpus) -> None:
    with exclusive(corpus.directory / "lock"), pytest.raises(Busy):
        corpus.refresh()


def test_cancelling_keeps_what_was_read(folder: Path) -> None:
    corpus = Corpus.open([folder])
    listed_two_and_read_one = iter([False, False, False, True])
    report = corpus.refresh(cancelled=lambda: next(listed_two_and_read_one))
    assert not report.complete
    assert report.articles == 1
    assert corpus.is_indexed()
    assert not corpus.is_complete()
    corpus.refresh()
    assert corpus.is_complete()
    assert not corpus.refresh(cancelled=lambda: True).complete
    assert corpus.is_complete()


def test_forgetting_deletes_the_index_and_nothing_else(corpus: Corpus, folder: Path) -> None:
    assert corpus.forget()
    assert not corpus.directory.exists()
    assert sorted(path.name for path in folder.iterdir()) == ["bread.txt", "strike.txt"]
    assert not corpus.forget()


def test_progress_tells_how_far_it_is(folder: Path) -> None:
    seen: list[Progress] = []
    Corpus.open([folder]).refresh(seen.append)
    assert seen[0].total is None
    assert seen[-1].finished
    assert (seen[-1].done, seen[-1].total) == (2, 2)
    assert seen[-1].generation > 0


def test_results_outlive_the_generation_they_came_from(corpus: Corpus, folder: Path) -> None:
    results = corpus.search("crate")
    (folder / "strike.txt").unlink()
    corpus.refresh()
    corpus.reload()
    assert results[0].speaker == "Orla Quint"


def test_searching_from_several_threads(corpus: Corpus) -> None:
    failures: list[BaseException] = []

    def work(task: Callable[[], object]) -> None:
        try:
            for _ in range(20):
                task()
        except BaseException as error:
            failures.append(error)

    def look() -> None:
        hits = list(corpus.search("said"))
        corpus.article(hits[0].article)

    threads = [threading.Thread(target=work, args=(look,)) for _ in range(4)]
    threads.append(threading.Thread(target=work, args=(corpus.reload,)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_phrases_lead_to_the_topics_of_the_corpus(corpus: Corpus) -> None:
    for identity in corpus.entries:
        for number, phrase in enumerate(corpus.article(identity)[1].phrases):
            topic = corpus.topic_id(identity, number)
            if topic is not None:
                assert corpus.topics[topic].passages > 0, phrase


def test_quotes_by_an_actor_come_in_article_order(corpus: Corpus) -> None:
    [orla] = [actor.id for actor in corpus.actors if actor.name == "Orla Quint"]
    quotes = corpus.quotes_by(orla)
    assert [hit.speaker for hit in quotes] == ["Orla Quint"]
    hit = quotes[0]
    assert hit.speaker_actor == orla


def test_pages_are_made_of_the_index(corpus: Corpus) -> None:
    orla, milo = (
        next(actor.id for actor in corpus.actors if actor.name == name)
        for name in ("Orla Quint", "Milo Tarn")
    )
    assert [hit.speaker for hit in corpus.person(orla).said] == ["Orla Quint"]
    assert {each.id for each in corpus.most_quoted()} >= {orla, milo}
    both = corpus.compare(orla, milo)
    assert len(both.rows[0]) == len(both.rows[1]) == 1
    for topic in corpus.topics:
        assert len(corpus.topic(topic.id).passages) > 0
