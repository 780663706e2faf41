import pytest

from index.extraction.transcripts import Transcript
from index.model import Paragraph, Span


def lines(*texts: str) -> tuple[str, list[Paragraph]]:
    text = "\n".join(texts)
    paragraphs: list[Paragraph] = []
    start = 0
    for number, line in enumerate(texts):
        paragraphs.append(Paragraph(number, Span(start, start + len(line))))
        start += len(line) + 1
    return text, paragraphs


def labels(*texts: str, people: bool = False) -> list[str | None]:
    text, paragraphs = lines(*texts)
    transcript = Transcript(text, paragraphs)
    found = [transcript.line(paragraph, lambda span: people) for paragraph in paragraphs]
    return [line.label.of(text) if line is not None else None for line in found]


def test_labels_that_alternate_are_speakers() -> None:
    assert labels("Q: Who?", "A: Mara.", "Q: When?", "A: Then.") == ["Q", "A", "Q", "A"]


def test_full_names_and_bold_marks_are_labels() -> None:
    texts = ("**Mara Oyelaran:** Yes.", "Courant: No.", "**Mara Oyelaran:** Well.", "Courant: So?")
    assert labels(*texts) == ["Mara Oyelaran", "Courant", "Mara Oyelaran", "Courant"]


@pytest.mark.parametrize("text", ["UPDATE: The bridge is open.", "Note: prices rise.", "Q: Alone?"])
def test_single_label_is_no_speaker(text: str) -> None:
    assert labels(text) == [None]


def test_person_in_capitals_is_a_speaker_even_once() -> None:
    assert labels("OYELARAN: It holds.", people=True) == ["OYELARAN"]


def test_mark_that_opens_a_line_is_no_part_of_it() -> None:
    text, paragraphs = lines("“BRANDT: It holds.”", "“OYELARAN: No.”", "“BRANDT: Yes.”")
    line = Transcript(text, paragraphs).line(paragraphs[0], lambda span: False)
    assert line is not None
    assert line.marked
    assert line.said.of(text) == "It holds."


def test_name_of_a_paper_is_a_label() -> None:
    texts = (
        "**Rope & Anchor:** Who?",
        "**Brandt:** Me.",
        "**Rope & Anchor:** Why?",
        "**Brandt:** So.",
    )
    assert labels(*texts) == ["Rope & Anchor", "Brandt"] * 2


def test_answer_goes_on_until_the_last_labelled_line() -> None:
    texts = ("Q: Who?", "A: Mara.", "She built it.", "Q: When?", "A: Then.", "They left.")
    text, paragraphs = lines(*texts)
    transcript = Transcript(text, paragraphs)
    assert transcript.goes_on(paragraphs[2])
    assert not transcript.goes_on(paragraphs[5])
