from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.extraction.term_runs import TermRun, term_runs
from index.model import Span


def runs(text: str, *names: str) -> list[TermRun]:
    spans = sorted(
        Span(start, start + len(name)) for name in names if (start := text.index(name)) >= 0
    )
    return list(term_runs(text, Span(0, len(text)), spans))


def words(text: str, run: TermRun) -> list[str]:
    return [text[start:end] for start, end in zip(run.starts, run.ends, strict=True)]


def test_runs_stop_at_grammar_and_punctuation() -> None:
    text = "They rejected a regional trade deal over steel tariffs, harbour dues."
    assert [words(text, run) for run in runs(text)] == [
        ["regional", "trade", "deal"],
        ["steel", "tariffs"],
        ["harbour", "dues"],
    ]


def test_noun_alone_is_a_run_only_where_it_is_introduced() -> None:
    text = "They spoke of immigration and saw immigration."
    (run,) = runs(text)
    assert run.introduced
    assert words(text, run) == ["immigration"]
    assert run.starts == [14]


def test_capital_counts_only_at_the_start_of_a_sentence() -> None:
    text = "Steel tariffs rose. They like Steel tariffs."
    assert [words(text, run) for run in runs(text)] == [["Steel", "tariffs"]]


def test_words_of_names_break_runs() -> None:
    text = "We saw the harbour bridge lamp."
    assert [words(text, run) for run in runs(text)] == [["harbour", "bridge", "lamp"]]
    assert [words(text, run) for run in runs(text, "bridge")] == [["harbour"]]


def test_name_at_the_very_start_of_a_paragraph_breaks_its_run_too() -> None:
    text = "The end.\nHarbour bridge lamp rose."
    start = text.index("Harbour")
    names = [Span(start, start + len("Harbour"))]
    found = term_runs(text, Span(start, len(text)), names)
    assert [words(text, run) for run in found] == [["bridge", "lamp"]]


@given(st.text(alphabet="ab Bridge steel'’-.,the\n\u0301", max_size=60))
def test_each_run_is_words_of_the_text_with_a_letter_each(text: str) -> None:
    for run in term_runs(text, Span(0, len(text)), ()):
        assert len(run.starts) == len(run.ends) == len(run.letters) > 0
        assert set(run.letters) <= {"N", "M"}
        assert all(text[start].isalpha() for start in run.starts)
        assert all(start < end for start, end in zip(run.starts, run.ends, strict=True))
