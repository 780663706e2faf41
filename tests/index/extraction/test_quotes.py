"""Quotes over sentences and paragraphs; single sentences are tested by the table of rules."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.extraction.quotes import find_quotes
from index.model import ActorKind, LocalActor, Paragraph, Quote, QuoteKind, Role, Span


def paragraphs(text: str, role: Role = Role.BODY) -> list[Paragraph]:
    found: list[Paragraph] = []
    start = 0
    for line in text.split("\n"):
        if line.strip():
            found.append(Paragraph(len(found), Span(start, start + len(line)), role))
        start += len(line) + 1
    return found


def actor(text: str, name: str, *aliases: str, kind: ActorKind = ActorKind.PERSON) -> LocalActor:
    mentions: list[Span] = []
    for form in (name, *aliases):
        at = text.find(form)
        while at >= 0:
            if not any(span.start <= at < span.end for span in mentions):
                mentions.append(Span(at, at + len(form)))
            at = text.find(form, at + 1)
    return LocalActor(name, kind, aliases, tuple(sorted(mentions)))


def quotes(text: str, *actors: LocalActor) -> list[Quote]:
    return list(find_quotes(text, paragraphs(text), actors))


def marked(text: str, *actors: LocalActor) -> list[Quote]:
    return [q for q in quotes(text, *actors) if q.kind is not QuoteKind.INDIRECT]


def test_narration_between_two_parts_stays_out() -> None:
    text = "“It holds,” Mara Oyelaran said, “and it will.” Nobody replied."
    (quote,) = quotes(text)
    assert quote.text_in(text) == "It holds, … and it will."
    assert quote.kind is QuoteKind.DIRECT


def test_clause_goes_on_after_the_speaker() -> None:
    text = "The bridge, Mara Oyelaran said, was built to last for ever."
    (quote,) = quotes(text)
    assert quote.text_in(text) == "The bridge … was built to last for ever"


def test_sentence_of_quote_only_goes_on_with_the_quote_before() -> None:
    text = "“It holds,” Mara Oyelaran said. “It always has.”"
    (quote,) = quotes(text)
    assert quote.text_in(text) == "It holds, … It always has."


def test_colon_introduces_quote_in_next_paragraph() -> None:
    text = "Mara Oyelaran rose at last and said:\n\n“It holds, and it will hold.”"
    (quote,) = quotes(text)
    assert quote.rule == "introduced"
    assert quote.mention is not None
    assert quote.mention.of(text) == "Mara Oyelaran"
    assert (quote.paragraph, quote.last_paragraph) == (1, 1)


def test_adding_introduces_quote_in_next_paragraph() -> None:
    text = "Mara Oyelaran said the span “holds,” adding:\n\n“It will hold for years.”"
    _, second = quotes(text)
    assert second.mention is not None
    assert second.mention.of(text) == "Mara Oyelaran"
    assert second.cue == "adding"


def test_quote_then_adding_introduces_the_next_paragraph() -> None:
    text = "The Courant wrote:\n“It holds well,” adding:\n“It will hold for years.”"
    first, second = quotes(text)
    assert first.mention == second.mention
    assert second.text_in(text) == "It will hold for years."


def test_paragraphs_of_quote_only_make_one_quote() -> None:
    text = (
        "“It holds,” Mara Oyelaran said.\n\n“It always has held.”\n\n“It always will.”\n\nShe left."
    )
    (quote,) = quotes(text)
    assert quote.text_in(text) == "It holds, … It always has held. … It always will."
    assert (quote.paragraph, quote.last_paragraph) == (0, 2)


def test_mark_left_open_at_paragraph_ends_makes_one_quote() -> None:
    text = "“It holds,” Mara Oyelaran said. “I built it.\n\n“I tested it.\n\n“I walked it.”"
    (quote,) = quotes(text)
    assert quote.spans[1:] == tuple(
        Span(text.index(part), text.index(part) + len(part))
        for part in ("I built it.", "I tested it.", "I walked it.")
    )


def test_narration_ends_a_chain() -> None:
    text = "“It holds,” Mara Oyelaran said.\n\nThe town waited.\n\n“It fell,” Tomas Brandt said."
    assert [quote.last_paragraph for quote in quotes(text)] == [0, 2]


def test_words_changed_in_brackets_stay_inside() -> None:
    text = "Mara Oyelaran said “[t]he bridge (the old one) holds.”"
    (quote,) = quotes(text)
    assert quote.text_in(text) == "[t]he bridge (the old one) holds."


def test_fragment_in_paraphrase_is_mixed_and_keeps_its_marks() -> None:
    text = "Mara Oyelaran said the bridge was “sound as a bell” and open."
    (quote,) = quotes(text)
    assert quote.kind is QuoteKind.MIXED
    assert quote.text_in(text) == "the bridge was “sound as a bell” and open"


def test_quote_inside_a_quote_is_a_child_with_its_own_speaker() -> None:
    text = "“My father told me, ‘Never sell the boat,’ and I did not,” Mara Oyelaran said."
    outer, inner = quotes(text)
    assert inner.within == outer.start
    assert inner.text_in(text) == "Never sell the boat,"
    assert inner.mention is not None
    assert inner.mention.of(text) == "My father"


def test_transcript_lines_are_labelled() -> None:
    text = "OYELARAN: It holds.\n\nBRANDT: Who says?\n\nOYELARAN: I do.\n\nBRANDT: Ah."
    mara = LocalActor("Mara Oyelaran", ActorKind.PERSON, (), (Span(0, 8), Span(40, 48)))
    found = quotes(text, mara)
    assert [quote.text_in(text) for quote in found] == ["It holds.", "Who says?", "I do.", "Ah."]
    assert [quote.speaker for quote in found] == ["Mara Oyelaran", "Brandt"] * 2
    assert {quote.rule for quote in found} == {"label"}


def test_answer_in_an_interview_is_the_guests() -> None:
    text = "Mara Oyelaran builds.\n\nQ: Does it hold?\n\nA: It does.\n\nQ: Still?\n\nA: Still."
    found = quotes(text, actor(text, "Mara Oyelaran"))
    assert [quote.speaker for quote in found] == ["interviewer", "Mara Oyelaran"] * 2


def test_shared_narration_gives_each_quote_its_speaker() -> None:
    text = "Mara Oyelaran said the bridge holds, and Tomas Brandt said it does not."
    first, second = quotes(text)
    assert first.text_in(text) == "the bridge holds"
    assert second.text_in(text) == "it does not"


def test_surname_is_resolved_to_the_full_name() -> None:
    text = "Mara Oyelaran built it. “It holds,” Oyelaran said."
    (quote,) = quotes(text, actor(text, "Mara Oyelaran", "Oyelaran"))
    assert (quote.speaker, quote.actor) == ("Mara Oyelaran", 0)


def test_surname_kept_apart_from_its_full_name_is_still_resolved() -> None:
    text = "Mara Oyelaran built it. “It holds,” Oyelaran said."
    full = LocalActor("Mara Oyelaran", ActorKind.PERSON, (), (Span(0, 13),))
    at = text.rindex("Oyelaran")
    short = LocalActor("Oyelaran", ActorKind.PERSON, (), (Span(at, at + 8),))
    (quote,) = quotes(text, full, short)
    assert (quote.speaker, quote.actor) == ("Mara Oyelaran", 0)


def test_pronoun_goes_to_the_person_of_its_gender() -> None:
    text = "Helen Brandt met Peter Ashdown at the quay. “It holds,” she said. “Good,” he said."
    first, second = quotes(text, actor(text, "Helen Brandt"), actor(text, "Peter Ashdown"))
    assert (first.speaker, second.speaker) == ("Helen Brandt", "Peter Ashdown")


def test_name_inside_a_quote_is_no_likely_antecedent() -> None:
    text = "Helen Brandt rose. “I trust Anna Holt,” she said. “I do,” she added."
    found = quotes(text, actor(text, "Helen Brandt"), actor(text, "Anna Holt"))
    assert {quote.speaker for quote in found} == {"Helen Brandt"}


def test_definite_role_goes_to_the_person_who_has_it() -> None:
    text = "Minister Helen Brandt came. The town waited. “It holds,” the minister said."
    (quote,) = quotes(text, actor(text, "Helen Brandt"))
    assert quote.speaker == "Helen Brandt"


def test_group_without_a_name_is_described() -> None:
    text = "Two officials said the bridge was unsafe."
    (quote,) = quotes(text)
    assert (quote.speaker, quote.actor) == ("Two officials", None)


def test_they_are_the_group_named_before() -> None:
    text = "Harbour officials met. They said the bridge was unsafe."
    (quote,) = quotes(text)
    assert quote.speaker == "Harbour officials"


def test_statement_of_a_person_is_that_persons() -> None:
    text = "Mara Oyelaran built it. An Oyelaran statement said “the bridge holds.”"
    (quote,) = marked(text, actor(text, "Mara Oyelaran", "Oyelaran"))
    assert quote.speaker == "Mara Oyelaran"
    assert quote.mention is not None
    assert quote.mention.of(text) == "An Oyelaran statement"


def test_document_speaks_for_itself() -> None:
    text = (
        "Tomas Brandt said the council passed the Harbour Safety Act.\n\n"
        "It calls for “a new and wider bridge” by spring."
    )
    assert quotes(text, actor(text, "Tomas Brandt"))[-1].speaker == "Harbour Safety Act"


def test_quote_without_cue_goes_to_the_subject_before_it() -> None:
    text = "Mara Oyelaran shook her head.\n\n“I built it and I know it.”"
    (quote,) = quotes(text, actor(text, "Mara Oyelaran"))
    assert (quote.rule, quote.speaker) == ("preceding-subject", "Mara Oyelaran")


@pytest.mark.parametrize("role", [Role.HEADING, Role.METADATA, Role.BOILERPLATE])
def test_only_body_paragraphs_are_read(role: Role) -> None:
    text = "“It holds,” Mara Oyelaran said."
    assert find_quotes(text, paragraphs(text, role), ()) == ()


@pytest.mark.parametrize(
    "text",
    [
        "She declined to say whether it holds.",
        "She was told by the council.",
        "The claims were false.",
        "He left without saying a word to anyone.",
        "The plan was agreed to by both towns.",
        "The United States that he knew is gone.",
    ],
)
def test_reporting_verb_that_reports_no_words(text: str) -> None:
    assert not any(quote.cue in ("say", "told", "claims", "saying") for quote in quotes(text))


def test_chain_ends_where_another_speaks() -> None:
    text = "“It holds,” Mara Oyelaran said.\n\n“It does not,” Tomas Brandt said.\n\n“I know.”"
    first, second = quotes(text)
    assert first.text_in(text) == "It holds,"
    assert second.text_in(text) == "It does not, … I know."


PIECES = st.sampled_from(
    [
        *"“”\"'‘’«»„“.,:;—()[]\n ",
        "''",
        "``",
        "\n\n",
        "said",
        "she said",
        " Mara Oyelaran said ",
        " that it holds",
        "according to",
        " adding ",
        "who",
        "They ",
        "Q: ",
        "MARA: ",
        "é",
        "e\u0301",
        "👩‍👩‍👧",
        "\u202eשלום",
        "\u2028",
        "\x00",
        "a ",
        "b",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join))
def test_spans_are_inside_sorted_disjoint_and_never_cross(text: str) -> None:
    found = find_quotes(text, paragraphs(text), ())
    spans: list[Span] = []
    for quote in found:
        assert quote.spans
        for span in quote.spans:
            assert 0 <= span.start < span.end <= len(text)
            assert span.of(text) in quote.text_in(text)
        for left, right in zip(quote.spans, quote.spans[1:], strict=False):
            assert left.end <= right.start
        assert quote.paragraph <= quote.last_paragraph
        if quote.within is None:
            spans.extend(quote.spans)
    spans.sort()
    for left, right in itertools.pairwise(spans):
        assert left.end <= right.start


@given(st.text(max_size=200))
def test_no_text_raises(text: str) -> None:
    find_quotes(text, paragraphs(text), ())


@pytest.mark.parametrize(
    "text",
    ["", "“", "”", '"', "'" * 50, "“” " * 50, "“a " * 50, "“‘«„" * 50, "he said " * 200],
)
def test_odd_texts_give_no_error(text: str) -> None:
    find_quotes(text, paragraphs(text), ())


def test_quote_that_ends_in_a_stop_before_its_speaker() -> None:
    text = "The town waited.\n\n“The bridge holds.” Oyelaran said."
    (quote,) = quotes(text)
    assert quote.rule == "quote-subject-verb"


def test_finding_quoted_by_a_person_is_that_persons_words() -> None:
    text = "A survey shows “the bridge is sinking,” said Mara Oyelaran, an engineer."
    (quote,) = quotes(text)
    assert quote.mention is not None
    assert quote.mention.of(text) == "Mara Oyelaran"


def test_quote_after_an_apposition_goes_on_with_the_speaker() -> None:
    text = "“It holds,” said Mara Oyelaran, head of a group called Orrin First. “It will.”"
    (quote,) = quotes(text)
    assert quote.text_in(text) == "It holds, … It will."


def test_form_of_address_with_a_surname_is_resolved_unless_genders_differ() -> None:
    text = "Helen Brandt spoke. “It holds,” Ms. Brandt said. “It does not,” Mr. Brandt said."
    full = actor(text, "Helen Brandt")
    wife, husband = actor(text, "Ms. Brandt"), actor(text, "Mr. Brandt")
    assert [quote.speaker for quote in quotes(text, full, wife, husband)] == [
        "Helen Brandt",
        "Mr. Brandt",
    ]


def test_quote_whose_last_words_stand_behind_its_mark_goes_on_with_the_speaker() -> None:
    text = "“It holds,” Mara Oyelaran said. “She rowed all night to go and find” Tomas Holt."
    assert {quote.mention.of(text) for quote in quotes(text) if quote.mention} == {"Mara Oyelaran"}


def test_one_marked_word_before_its_noun_makes_no_quote_of_a_report() -> None:
    text = "Mara Oyelaran said there would be “real” talks. Tomas Holt called it “theft.”"
    assert [quote.kind for quote in quotes(text)] == [QuoteKind.INDIRECT, QuoteKind.MIXED]


def test_report_inside_a_quote_is_whole_and_comes_once() -> None:
    text = (
        "“When Tomas Holt rang he said it was ‘safe for all’ and ‘dry to the last,’” "
        "Mara Oyelaran said."
    )
    (inner,) = (quote for quote in quotes(text) if quote.within is not None)
    assert inner.text_in(text) == "it was ‘safe for all’ and ‘dry to the last,’"


def test_quote_before_the_attribution_of_a_sentence_is_not_joined_to_it() -> None:
    text = "The poem they liked has “whoever is cold on the quay” and a boy asked if it was them."
    assert "whoever is cold on the quay" in [quote.text_in(text) for quote in marked(text)]


def test_whom_a_sentence_singles_out_speaks_in_the_next_paragraph() -> None:
    text = "It is to Mara Oyelaran, the silent one, that I owe the account of it:\n\n“I came down.”"
    (quote,) = marked(text)
    assert quote.speaker == "Mara Oyelaran"


def test_under_a_treaty_it_is_the_treaty_that_says_so() -> None:
    text = "Under the treaty, the lamp is “to be kept by both shores.” Nobody knew it."
    (quote,) = marked(text)
    assert quote.mention is not None
    assert quote.mention.of(text) == "the treaty"


def test_signature_in_the_next_paragraph_names_the_speaker() -> None:
    text = "Ana Brandt rose.\n\n“The bridge is quite safe now.”\n\n— Mara Oyelaran, engineer"
    (quote,) = marked(text)
    assert (quote.speaker, quote.rule) == ("Mara Oyelaran", "signature")


def test_quote_inside_a_quote_is_whole_around_its_attribution() -> None:
    text = "“My mother told me so. ‘Not for letters,’ she said, ‘for receipts.’” Ana Brandt left."
    inner = next(quote for quote in marked(text) if quote.within is not None)
    assert inner.text_in(text) == "Not for letters, … for receipts."
    assert inner.speaker == "My mother"
