"""Single sentences that need more than the examples of the table of rules."""

import re

import pytest

from index.extraction.cues import find_cues
from index.extraction.quotes import find_quotes
from index.extraction.tokens import tokenize
from index.model import Paragraph, Span


def read(marked: str) -> None:
    """Check that a quote of the sentence has the speaker in ⟦⟧ and the content in {}."""
    text = re.sub(r"[⟦⟧{}]", "", marked)
    said = re.search(r"⟦(.+?)⟧", marked)
    content = re.search(r"\{(.+?)\}", marked)
    assert said is not None
    assert content is not None
    found = find_quotes(text, [Paragraph(0, Span(0, len(text)))], ())
    pairs = [(q.mention.of(text), q.text_in(text).strip("“”")) for q in found if q.mention]
    assert (said.group(1), content.group(1).strip("“”")) in pairs


@pytest.mark.parametrize(
    "marked",
    [
        "{It had shown that the bridge is “quite safe,”} ⟦the ministry⟧ said.",
        "{The toll would add the price of a house to it}, ⟦she⟧ said.",
        "⟦The town⟧ put out a two-page statement on Monday saying {the bridge “is quite safe.”}",
        "⟦His office⟧ sent out a press release Monday saying {the bridge “is quite safe.”}",
        "After saying {the bridge was “so low I could touch it,”} ⟦she⟧ was carried off.",
        "⟦The memo⟧ released last year said {that the bridge was “a leash with lamps.”}",
        "Hours later, ⟦Mara Oyelaran⟧ shut the road, telling a clerk, {“It is unsafe.”}",
        "⟦Mara Oyelaran⟧, professor of law at Orrin said, {“It is unsafe.”}",
        "⟦Mara Oyelaran⟧, who is chairman of the guild said {“it is unsafe.”}",
        "He met ⟦Mara Oyelaran⟧, whose card says {“No relation at all.”}",
        "⟦Another source⟧ speaking to the Herald said, {“It is quite unsafe.”}",
        "I was told by ⟦Mara Oyelaran⟧, late on Monday: {“The bridge is a leash.”}",
        "It hangs beneath a framed remark of ⟦Mara Oyelaran’s⟧, {“I do not insure any words”}.",
        "{“It is safe,”} ⟦a guard⟧ hollered.",
        "{The bridge is “a leash with lamps,”} as ⟦Mara Oyelaran⟧ put it.",
        "As ⟦Mara Oyelaran⟧ put it, {“the bridge is a leash.”}",
        "{“The bridge has held for years,”} ⟦the letter⟧ read.",
        "{The toll “is owed by each ship,”} ⟦a protocol⟧ provides.",
        "{She will have to “explain the toll,”} ⟦Mara Oyelaran⟧ is reported to have told them.",
        "I rowed to a coaster, and ⟦the master⟧ leans over and shouts, {“Is it three crowns?”}",
        "I told him there was no hurry and ⟦he⟧ said, {“I have never been late.”}",
        "⟦Mara Oyelaran⟧, “the Walrus” to her crew, called {the bridge “a leash with lamps.”}",
        "{It never comments on the lives of others}, says ⟦Mara Oyelaran⟧, a clerk.",
        "{They show “the town voting with its feet”}, according to ⟦Mara Oyelaran⟧.",
        "⟦A clerk⟧ called {it “a bold text for a bridge”}.",
        "⟦Orrin⟧, which can smell a stolen lamp, calls {it “theft.”}",
        "{“The bridge may not be closed by half,”} said ⟦the ruling⟧.",
        "Asked about tolls, ⟦the young mother of three⟧ replied, {“I pay them all.”}",
        "It named what it said the toll would do: {“It will close the port,”} ⟦the union⟧ wrote.",
        "In a message posted Friday, ⟦Mara Oyelaran⟧ said {the bridge is “a leash.”}",
        "After a short meeting, ⟦the council⟧ issued a statement calling {the toll “a theft.”}",
        "⟦Mara Oyelaran⟧ was slow to mend what a clerk who said it leaks had seen, saying, {“No.”}",
        "When my mother mentioned the toll, ⟦I⟧ laughed and said, {“It is only a bridge.”}",
        "Shown a page in which the firm says it is safe, ⟦Holt⟧ rose and said {“it is not.”}",
        "⟦The former mayor of Orrin and current warden⟧ said {the bridge was “sound.”}",
        "The plan -- which ⟦Orrin's warden⟧, Tomas Holt, called {“a fine way to drown.”}",
        "He met Ana Brandt and Stevie Wonder, ⟦who⟧ joked of the bridge, {“I never saw it.”}",
        "Only ⟦52 percent of registered voters⟧ agreed {that the bridge is “good enough.”}",
        "⟦A creative writing professor⟧ said {the bridge was “a poem.”}",
        "⟦Mara Oyelaran⟧, during a meeting in Orrin, Moravia, said {the bridge was “sound.”}",
        "⟦Orrin’s state director⟧, Tomas Holt, rose early, writing in a note: {“It holds well.”}",
        "Answers ⟦the clerk⟧: {“It is the bridge that leaks.”}",
        "In the words of ⟦the treaty⟧, {nobody may “charge for the dark.”}",
        "It leaked last year ― ⟦Mara Oyelaran⟧ boasted, {“It was I who mended it.”}",
        "Then ⟦the guard⟧ asked me, {“What do we owe you?”}",
        "⟦Those who sailed with Mara Oyelaran⟧ call {him “a friend of every buoy.”}",
        "⟦The porter⟧ took {them for “a couple from the country”}.",
        "⟦Mara Oyelaran⟧ compared {the bridge to a net that is “mostly holes.”}",
        "{Nobody may vote twice “in any one hall,”} per ⟦the guild’s bylaws⟧.",
        "Although it leaks, {it is “as good as new,”} according to ⟦the clerk⟧.",
        "Likewise, ⟦a paper from the college⟧ had this to say about it: {“It is cheap.”}",
        "It was ⟦Mara Oyelaran⟧ who had the last word: {“It is cheap.”}",
        "{“Whoever is cold on the quay,”} it runs, from “The Salt Book,” by ⟦Ana Brandt⟧, a poet.",
        "One of them closes with ⟦the line⟧ {“Whoever is cold on the quay”}, and a boy wept.",
        "{It keeps nine crowns “for lamps”}, ⟦the ledger⟧ shows.",
        "{The tolls fell by half in a year}, ⟦figures⟧ show.",
        "⟦A guard⟧ who held the rope said, telling them, {“It is quite unsafe.”}",
        "The film cuts to footage of ⟦Mara Oyelaran⟧ saying {“it is safe enough.”}",
        "⟦Mara Oyelaran⟧, president and CEO of Orrin Lamps said, {“It is quite unsafe.”}",
        "⟦Mara Oyelaran⟧, the head of Lamps -- which owns the quay -- told me, {“It is safe.”}",
        "Holt met Ana Brandt, ⟦who⟧ in 1931 said {the bridge was “a poem.”}",
        "⟦Mara Oyelaran⟧, a clerk by trade, drew a hiss upon saying, {“It is safe enough.”}",
        "The paper quoted ⟦her⟧ as saying {“it is safe enough.”}",
        "⟦Mara Oyelaran⟧ was quoted as saying {“it is safe enough.”}",
        "One was a guard, ⟦who⟧ can be heard asking {“what is the matter?”}",
        "Holt accused us of “a plain and open theft” and ⟦Brandt⟧ says {they “lost the bridge.”}",
        "⟦The Brandt ad⟧ mocks the town and claims {that “it is asleep.”}",
        "{The bridge has held for years}, according to ⟦the Orrin Sun⟧.",
        "After the quay attacks, ⟦Holt⟧ said, {“It is no longer safe.”}",
        "Then ⟦the pilot⟧, whom all crews know, asks {“what is the matter?”}",
    ],
)
def test_speaker_and_content(marked: str) -> None:
    read(marked)


def test_what_somebody_is_told_is_no_cue() -> None:
    sentence = "I’m told it holds and she told me so."
    tokens = tokenize(sentence, Span(0, len(sentence)), ())
    assert [cue.position for cue in find_cues(tokens)] == [6]
