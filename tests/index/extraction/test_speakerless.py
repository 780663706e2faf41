from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.extraction import extract
from index.extraction.speakerless import find_marked
from index.model import Article, Paragraph, QuoteKind, Role, Span


def found(text: str) -> list[str]:
    return [quote.text_in(text) for quote in find_marked(text, [Paragraph(0, Span(0, len(text)))])]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("„Wir warten nicht länger auf Stahl“, sagte sie.", "Wir warten nicht länger auf Stahl"),
        ("»Wir warten nicht länger«, sagte sie.", "Wir warten nicht länger"),
        ("« Nous ne pouvons plus attendre », a dit la maire.", "Nous ne pouvons plus attendre"),
        ("«No podemos esperar más», dijo.", "No podemos esperar más"),
        ("市长说：“我们不能再等了，钢材已经疲劳。”", "我们不能再等了，钢材已经疲劳。"),
        ("市長は「もうこれ以上待てません」と述べた。", "もうこれ以上待てません"),
        ("«Мы больше не можем ждать», — сказала мэр.", "Мы больше не можем ждать"),
        ("قالت: «لا يمكننا الانتظار أكثر من ذلك».", "لا يمكننا الانتظار أكثر من ذلك"),
    ],
)
def test_marks_of_many_languages_hold_direct_quotes(text: str, said: str) -> None:
    assert found(text) == [said]


@pytest.mark.parametrize(
    "text", ["Die „alte Dame“ sinkt.", "Le « Vieux Pont » ferme.", "“旋转桥”关闭。"]
)
def test_few_words_between_marks_are_no_quote(text: str) -> None:
    assert found(text) == []


def test_a_foreign_article_has_quotes_without_speakers_and_nothing_else() -> None:
    text = (
        "Die Stadt Grauhafen will die alte Drehbrücke noch in diesem Jahr sperren. „Wir können "
        "nicht länger warten“, sagte Hanne Lorentz am Dienstag vor dem Rathaus und verließ den "
        "Saal."
    )
    paragraphs = (Paragraph(0, Span(0, len(text))),)
    extraction = extract(Article("a", Path("a.txt"), text, "", "text/1", "A", paragraphs))
    [quote] = extraction.quotes
    assert quote.text_in(text) == "Wir können nicht länger warten"
    assert (quote.kind, quote.speaker, quote.mention) == (QuoteKind.DIRECT, None, None)
    assert (extraction.actors, extraction.phrases) == ((), ())


def test_only_the_body_is_read() -> None:
    text = "„Wir können nicht länger warten“"
    assert find_marked(text, [Paragraph(0, Span(0, len(text)), Role.BOILERPLATE)]) == ()


@given(st.text("aé旋«»“”„\"' .\n", max_size=200))
def test_quotes_lie_in_the_text_and_do_not_overlap(text: str) -> None:
    quotes = find_marked(text, [Paragraph(0, Span(0, len(text)))])
    ends = [0] + [quote.end for quote in quotes]
    assert all(
        end <= quote.start < quote.end <= len(text)
        for end, quote in zip(ends, quotes, strict=False)
    )
