"""The words of the invented corpus: English function words, a fixed core, and invented words.

A word is known by a number, so that a million paragraphs can be drawn with arrays and each word is
spelt once:

    0 … F-1                     function words, at about the frequencies of English prose
    F + 4 * rank + inflection   content words: by rank, and plain, with -s, -ed or -ing

The first ranks are the core, ordinary English words that every corpus holds whatever its size (the
committed keystrokes are typed over them). Words of higher rank are invented from syllables, as many
as are drawn: the vocabulary grows with the corpus as it does in real archives, by names, rare words
and slips that occur once. Ranks are scattered over the spellings, so that words with one beginning
are of all frequencies.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]


def listed(words: str) -> tuple[str, ...]:
    """Return the words of a text."""
    return tuple(words.split())


_FUNCTION_WORDS = listed(
    """
    the 580 of 280 to 265 and 255 a 225 in 205 that 105 is 90 was 85 for 88 it 80 on 74 with 70
    he 62 as 68 by 58 at 54 his 44 be 56 are 46 from 45 have 43 not 42 this 41 but 40 had 38  they
    36 which 28 or 32 we 30 an 35 her 26 she 28 were 33 one 27 there 22 been 24 their 26  has 30
    will 27 would 26 more 23 who 26 if 19 no 18 out 18 up 18 its 24 all 18 about 20 can 16  when
    17 than 16 them 14 some 15 so 14 into 14 could 14 other 14 over 13 only 12 new 14 after  15
    two 14 also 12 first 11 any 9 may 9 our 9 now 9 these 9 what 12 you 16 do 10 then 7 most 8
    such 7 before 8 even 7 because 8 those 7 many 7 where 7 should 7 how 7 him 9 between 6 both 5
    under 6 while 7 during 6 against 6 through 6 since 6 being 6 very 5 still 5 another 5 much 5
    own 4 off 4 each 4 just 6 my 6 did 6 does 4 too 4 until 4
    """
)

FUNCTION_WORDS = _FUNCTION_WORDS[::2]
FUNCTION_WEIGHTS = np.array(_FUNCTION_WORDS[1::2], np.float64)

CORE = listed(
    """
    minister harbour toll council year state people government report company court police market
    official country budget member law ship election group party vote plan city price week union
    work leader service strike bank talk school board power day rule deal wage port call meet
    trade train worker hospital land water road judge farm store crew island fleet cargo ferry
    coast storm bridge light tower mill bread grain flour salt herring goat lamp river lake valley
    village town street house roof wall door window garden field orchard cellar tax due fee fine
    grant loan debt fund claim cost profit loss share bond stock rent pension salary payment
    receipt account audit ledger treaty accord pact tariff quota border customs permit licence
    patent clause article motion bill amendment veto quorum session hearing inquiry panel
    committee chair deputy mayor governor senator president secretary treasurer captain sailor
    pilot engineer doctor nurse teacher student farmer miller baker fisher tailor painter singer
    actor writer editor reader printer binder keeper warden guard soldier officer general colonel
    sergeant witness lawyer clerk notary banker trader broker buyer seller owner tenant landlord
    neighbour citizen visitor traveller driver rider walker climber runner swimmer winner loser
    player coach team match season stadium concert festival museum gallery theatre cinema library
    college campus lesson exam degree award prize medal record figure number sum total average
    forecast survey poll study sample result finding method model theory measure scale weight
    length depth height speed signal engine motor wheel brake cable wire pipe pump valve turbine
    reactor furnace boiler kiln quarry mine shaft tunnel canal lock dock pier crane anchor sail
    mast deck hull rudder compass chart radar beacon buoy wreck rescue patrol smuggler pirate
    thief fraud bribe arrest trial verdict appeal sentence prison release protest march banner
    slogan speech debate promise threat warning rumour secret letter envelope parcel stamp notice
    poster leaflet headline column chapter page margin copy print weather winter summer autumn
    spring morning night hour minute moment decade century forest timber meadow pasture cattle
    sheep horse saddle harvest drought flood landslide
    """
)
"""Lemmas of the first ranks."""

INFLECTIONS = ("", "s", "ed", "ing")
INFLECTION_WEIGHTS = np.array([0.62, 0.22, 0.09, 0.07])

_OFTEN, _OFTEN_EXPONENT, _OFTEN_SHIFT = 12_000, 1.02, 15.0
_RARE, _RARE_EXPONENT, _RARE_SHARE = 3_000_000, 1.7, 0.05
"""Two laws of Zipf and Mandelbrot, the share of a rank going with (rank + shift) ** -exponent: a
flat one for the words that people know, a steep one for the endless rest of one token in twenty.
Real text bends there too; one law for both would make far too many words, or too few."""

_ONSETS = listed("b br bl c cr cl ch d dr f fr fl g gr h j k l m n p pr pl r s sh sl sp st t tr w")
_RIMES = listed("a e i o u an en in on ar er or al el il ou ai ea")


_SYLLABLE_BITS = 9


@cache
def _syllables() -> tuple[str, ...]:
    """Return 512 syllables: the first letters of words are as uneven as those of _ONSETS."""
    return tuple(onset + rime for onset in _ONSETS for rime in _RIMES)[: 1 << _SYLLABLE_BITS]


_SHORT = 1 << (2 * _SYLLABLE_BITS)
_LONG = 1 << (3 * _SYLLABLE_BITS)
_SCATTER = 0x9E3779B1
"""Odd, so that multiplying by it permutes the numbers below a power of two."""


def invented(number: int) -> str:
    """Return an invented word: two syllables for numbers below 2 ** 18, else three."""
    syllables = _syllables()
    mask = (1 << _SYLLABLE_BITS) - 1
    if number < _SHORT:
        scattered = number * _SCATTER % _SHORT
        return syllables[scattered >> _SYLLABLE_BITS] + syllables[scattered & mask]
    scattered = number * _SCATTER % _LONG
    return (
        syllables[scattered >> (2 * _SYLLABLE_BITS)]
        + syllables[(scattered >> _SYLLABLE_BITS) & mask]
        + syllables[scattered & mask]
    )


def lemma(rank: int) -> str:
    """Return the plain form of the content word of a rank."""
    return CORE[rank] if rank < len(CORE) else invented(rank)


def inflected(plain: str, inflection: int) -> str:
    """Return a plain form with an ending of INFLECTIONS, spelt by the usual rules."""
    ending = INFLECTIONS[inflection]
    if not ending:
        return plain
    if ending == "s":
        if plain.endswith(("s", "x", "ch", "sh")):
            return plain + "es"
        if plain.endswith("y") and plain[-2:-1] not in "aeiou":
            return plain[:-1] + "ies"
        return plain + "s"
    if plain.endswith("e"):
        return plain[:-1] + ending
    return plain + ending


def word(number: int) -> str:
    """Return the word of a number, in lower case."""
    if number < len(FUNCTION_WORDS):
        return FUNCTION_WORDS[number]
    rank, inflection = divmod(number - len(FUNCTION_WORDS), len(INFLECTIONS))
    return inflected(lemma(rank), inflection)


def content(ranks: Numbers, inflections: Numbers) -> Numbers:
    """Return the numbers of content words by rank and inflection."""
    return len(FUNCTION_WORDS) + len(INFLECTIONS) * ranks + inflections


def zipf(draws: NDArray[np.float64], size: int, exponent: float, shift: float) -> Numbers:
    """Turn uniform draws into ranks below ``size``, by the inverse of the continuous law."""
    power = 1.0 - exponent
    first, last = shift**power, (size + shift) ** power
    ranks = (first + draws * (last - first)) ** (1.0 / power) - shift
    bounded: Numbers = np.minimum(ranks, size - 1).astype(np.int64)
    return bounded


def draw_ranks(random: np.random.Generator, count: int) -> Numbers:
    """Return so many ranks of content words."""
    draws, rare = random.random(count), random.random(count) < _RARE_SHARE
    ranks = zipf(draws, _OFTEN, _OFTEN_EXPONENT, _OFTEN_SHIFT)
    ranks[rare] = _OFTEN + zipf(draws[rare], _RARE, _RARE_EXPONENT, _OFTEN)
    return ranks


def draw_inflections(random: np.random.Generator, count: int) -> Numbers:
    """Return so many inflections."""
    numbers: Numbers = np.searchsorted(np.cumsum(INFLECTION_WEIGHTS), random.random(count))
    return numbers


def draw_function_words(random: np.random.Generator, count: int) -> Numbers:
    """Return so many numbers of function words."""
    shares = np.cumsum(FUNCTION_WEIGHTS / FUNCTION_WEIGHTS.sum())
    shares[-1] = 1.0
    numbers: Numbers = np.searchsorted(shares, random.random(count), side="right")
    return numbers
