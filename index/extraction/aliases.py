"""Which names of one article mean the same actor.

Names with equal words are one cluster from the start. Clusters are then joined by rules:

    Ana de Vries  =  A. de Vries  =  Ms. de Vries  =  de Vries     family name, given name, gender
    National Rail Union  =  NRU                                    initials
    Norland's Trade Ministry  =  Ministry of Trade                 same words, one owner at most
    United States  =  US                                           the gazetteer

A family name that two people of the article share is decided at each mention: a form of address
points to who is of that gender, an office to who holds it, else it is whoever was named last. "Mr"
and "Mrs", and a mayor and a minister, are two people even where only one is named in full. Cost: a
few dictionary look-ups a name; no name is compared with all others.
"""

from __future__ import annotations

from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from itertools import pairwise

from index.extraction.evidence import gender_told, office_of, offices_of
from index.extraction.identity import PersonName, bare_family, core, initials, is_short, person_name
from index.extraction.name_words import folded, gender_of, is_common, is_given_name, territory_of
from index.extraction.names import Name
from index.model import ActorKind

SHORTEST_CLIPPING = 3
LONGEST_CLIPPING = 8
"""Letters of what is left of a given name: "Teo" of Teodor, "Alex" of Alexandra."""

Key = tuple[str, ...]


def cluster(text: str, names: Sequence[Name]) -> list[list[Name]]:
    """Return the names, which are in text order, sorted into clusters in order of first mention.

    Who is meant is asked once for each different name, except where that hangs on who was named
    before.
    """
    people = _People(text, names)
    organisations = _Organisations(names)
    clusters: dict[Key, list[Name]] = defaultdict(list)
    settled: dict[tuple[object, ...], Key] = {}
    for name in names:
        key = settled.get(name[1:])
        if key is None:
            short = organisations.shortened(name) if len(name.words) > 1 else None
            key = short or people.key(name) or organisations.key(name) or _place_key(name)
            if not (people.is_contested(name, key) or organisations.is_contested(name)):
                settled[name[1:]] = key
        clusters[key].append(name)
    return list(clusters.values())


def with_shared_family_names(text: str, names: Sequence[Name]) -> list[Name]:
    """Give "Ana" in "Ana and Tomas Reyes" the family name that she shares with him.

    ``names`` are in text order. A name that stands alone elsewhere as a family name keeps it.
    """
    completed = list(names)
    families = {name.words[-1] for name in names if len(name.words) > 1}
    for number, (name, partner) in enumerate(pairwise(names)):
        if (
            len(name.words) == 1
            and len(partner.words) == 2
            and not name.title
            and partner.full
            and name.words[0] not in families
            and text[name.span.end : partner.span.start] in (" and ", " & ")
            and is_given_name(name.words[0])
        ):
            completed[number] = name._replace(
                form=f"{name.form} {partner.form.split()[-1]}",
                words=(name.words[0], partner.words[-1]),
                kind=ActorKind.PERSON,
                doubtful=False,
                full=True,
            )
    return completed


def with_kind_of_namesakes(names: Sequence[Name]) -> list[Name]:
    """Make a person of a full name of unknown kind whose family name a person of the article has.

    So "Ruka Reyes" is one beside "Tomas Reyes", though no list has her given name.
    """
    sure = (name for name in names if name.full and name.kind is ActorKind.PERSON)
    families = {name.words[-1] for name in sure}
    return [
        name._replace(kind=ActorKind.PERSON)
        if name.full and name.kind is None and name.words[-1] in families
        else name
        for name in names
    ]


def _place_key(name: Name) -> Key:
    territory = territory_of(name.words)
    return ("place", territory) if territory else ("name", *name.words)


# ---- people


class _People:
    """The people of one article, who they are by family name, and who was named last."""

    def __init__(self, text: str, names: Sequence[Name]) -> None:
        self._text = text
        self.by_family: dict[str, dict[Key, None]] = defaultdict(dict)
        self.by_given: dict[str, dict[Key, None]] = defaultdict(dict)
        self.by_clipped: dict[str, dict[Key, None]] = defaultdict(dict)
        self.titles: dict[tuple[str, str], Key] = {}
        self.recent: dict[Key, Key] = {}
        self._uses: Counter[Key] = Counter()
        self._usual: dict[str, Key] = {}
        self._in_full: dict[Key, list[Name]] = defaultdict(list)
        self._addressed: dict[str, list[tuple[int, str]]] = defaultdict(list)
        self._genders_addressed: dict[str, set[str]] = defaultdict(set)
        self._genders: dict[Key, str | None] = {}
        self._fitting: dict[str, dict[str, dict[Key, None]]] = defaultdict(dict)
        self._middles: dict[Key, dict[str, None]] = defaultdict(dict)
        self._initialled: dict[tuple[str, str], dict[Key, None]] = defaultdict(dict)
        full = [name for name in names if name.full]
        for name in full:
            parts = person_name(name.words)
            if parts.middle:
                self._middles[_base(parts)][parts.middle] = None
        titles = [name for name in names if name.title]
        titled = {name.words[-1] for name in titles}
        for name in sorted(full, key=lambda name: len(name.words[0]) == 1):
            self._enter(name, name.kind is ActorKind.PERSON or name.words[-1] in titled)
        for name in titles:
            gender = _address_gender(name)
            if gender and is_short(name.words):
                family = bare_family(name.words[-1])
                self._addressed[family].append((name.span.start, gender))
                self._genders_addressed[family].add(gender)
        self._shared_families = {
            *(family for family, people in self.by_family.items() if len(people) > 1),
            *(base[1] for base, middles in self._middles.items() if len(middles) > 1),
        }

    def _enter(self, name: Name, sure: bool) -> None:
        """Add a full name; only who is ``sure`` to be a person is called by a given name too."""
        parts = person_name(name.words)
        key = self._full_key(parts)
        if len(parts.given) > 1:
            self.by_family[parts.family][key] = None
            if sure:
                for word in name.words[:-1]:
                    self.by_given[word][key] = None
                for end in range(SHORTEST_CLIPPING, min(len(name.words[0]), LONGEST_CLIPPING)):
                    self.by_clipped[name.words[0][:end]][key] = None
            self._initialled[parts.family, parts.given[0]][key] = None
        elif parts.family not in self.by_family:
            self.by_family[parts.family][key] = None
        self._in_full[key].append(name)
        if name.title:
            self.titles.setdefault((parts.family, name.title), key)

    def _full_key(self, parts: PersonName) -> Key:
        """Return the key of a full name; a middle initial counts only where two of them differ."""
        base = _base(parts)
        middles = self._middles.get(base, {})
        if len(middles) < 2:
            return (*base, "")
        if parts.middle:
            return (*base, parts.middle)
        return self.recent.get(base, (*base, next(iter(middles))))

    def key(self, name: Name) -> Key | None:
        """Return the key of the person that a name means here, or None if it is no person."""
        if name.full:
            key = self._resolve_initial(self._full_key(person_name(name.words)))
            self._uses[key] += 1
            return self._remember(key)
        if name.kind not in (ActorKind.PERSON, None) or not is_short(name.words):
            return None
        word = bare_family(name.words[-1])
        found = self._by_family_name(word, name)
        if found is None and not name.title and len(self.by_given.get(word, ())) == 1:
            found = next(iter(self.by_given[word]))
        if found is None and not (name.title or name.form.isupper() or is_common(word)):
            found = next(iter(self.by_clipped[word])) if self._is_clipped(word) else None
        if found is not None:
            return self._remember(found)
        if name.kind is ActorKind.PERSON:
            other = _address_gender(name) or (office_of(name.title) if name.title else None)
            return ("person", word, other or "", "")
        return None

    def is_contested(self, name: Name, key: Key) -> bool:
        """Tell whether whom ``name`` means, found to be ``key``, hangs on who was named before.

        That is where two people have the family name, or may be told apart by a middle initial.
        """
        shared = self._shared_families
        return bool(shared) and (key[1] in shared or bare_family(name.words[-1]) in shared)

    def _is_clipped(self, word: str) -> bool:
        """Tell "Teo" where one Teodor is about, and nobody of that family or given name."""
        return len(self.by_clipped.get(word, ())) == 1 and word not in self.by_given

    def _resolve_initial(self, key: Key) -> Key:
        """Give "a de vries" to "ana de vries" if she is the only one."""
        if len(key[2]) > 1:
            return key
        same = self._initialled.get((key[1], key[2]), {})
        return next(iter(same)) if len(same) == 1 else key

    def _by_family_name(self, family: str, name: Name) -> Key | None:
        candidates = self.by_family.get(family)
        if not candidates:
            return None
        gender = _address_gender(name)
        if gender:
            return self._latest(family, gender, self._of_gender)
        office = office_of(name.title) if name.title else None
        if office:
            return self._latest(family, office, self._of_office)
        if len(candidates) == 1:
            return next(iter(candidates))
        titled = self.titles.get((family, name.title)) if name.title else None
        return titled or self._bare(family) or next(iter(candidates))

    def _bare(self, family: str) -> Key | None:
        """Return whom a family name alone means: who was named last, or who went by it before.

        Who is only named in passing does not take over the name of somebody who goes by it.
        """
        recent = self.recent.get((family, ""))
        usual = self._usual.get(family, recent)
        if recent is not None and usual is not None and usual != recent:
            recent = usual if self._uses[usual] > self._uses[recent] else recent
        if recent is not None:
            self._usual[family] = recent
            self._uses[recent] += 1
        return recent

    def _latest(self, family: str, asked: str, fit: Callable[[str, str], list[Key]]) -> Key | None:
        """Return who of those that ``fit`` finds for ``asked`` was named last, else the first."""
        fitting = self._fitting[family].get(asked)
        if fitting is None:
            fitting = self._fitting[family][asked] = dict.fromkeys(fit(family, asked))
        for recent in (self.recent.get((family, asked)), self.recent.get((family, ""))):
            if recent in fitting:
                return recent
        return next(iter(fitting), None)

    def _of_gender(self, family: str, gender: str) -> list[Key]:
        """Return the people of that gender, else those whose gender nothing tells."""
        people = self.by_family[family]
        known = [key for key in people if self._gender(key) == gender]
        return known or [key for key in people if self._gender(key) is None]

    def _of_office(self, family: str, office: str) -> list[Key]:
        """Return the people who hold the office, else those of whom no other office is told."""
        offices = {
            key: offices_of(self._text, self._in_full[key]) for key in self.by_family[family]
        }
        holders = [key for key, held in offices.items() if office in held]
        return holders or [key for key, held in offices.items() if not held]

    def _gender(self, key: Key) -> str | None:
        if key not in self._genders:
            names = self._in_full[key]
            self._genders[key] = gender_told(self._text, names) or self._next_address(names)
        return self._genders[key]

    def _next_address(self, names: Sequence[Name]) -> str | None:
        """Return the gender of the first form of address after a name, where both are used."""
        family = bare_family(names[0].words[-1])
        if len(self._genders_addressed[family]) < 2:
            return None
        addressed = self._addressed[family]
        return addressed[bisect(addressed, (names[0].span.start, "")) % len(addressed)][1]

    def _remember(self, key: Key) -> Key:
        self.recent[key[1], ""] = key
        self.recent[key[:4]] = key
        for asked, fitting in self._fitting.get(key[1], {}).items():
            if key in fitting:
                self.recent[key[1], asked] = key
        return key


def _base(parts: PersonName) -> Key:
    return ("person", parts.family, parts.given, parts.suffix)


def _address_gender(name: Name) -> str | None:
    """Return the gender that an honorific tells ("ms": female), or None."""
    return gender_of((name.title,)) if name.title and " " not in name.title else None


# ---- organisations


class _Organisations:
    """The organisations of one article, by their words, initials and owners."""

    def __init__(self, names: Sequence[Name]) -> None:
        self.owners: dict[Key, dict[str, None]] = defaultdict(dict)
        self.by_initials: dict[str, dict[Key, None]] = defaultdict(dict)
        self.by_front: dict[Key, dict[Key, None]] = defaultdict(dict)
        self.recent: dict[Key, str] = {}
        for before, name in zip((None, *names), names, strict=False):
            if len(name.words) > 1:
                if name.kind is ActorKind.ORGANISATION:
                    self._enter(name)
            elif before is not None and _explains(before, name):
                self.by_initials[name.words[0]][self._plain_key(before)] = None
        self._shared_words = {words for words, owners in self.owners.items() if len(owners) > 1}

    def _enter(self, name: Name) -> None:
        words = core(name.words)
        if name.owner:
            self.owners[words][name.owner] = None
        key = self._plain_key(name)
        for letters in initials(name.words):
            self.by_initials[letters][key] = None
        front = name.words
        while len(front) > 1 and front[-1] in folded("company_words"):
            front = front[:-1]
        if front != name.words:
            self.by_front[front][key] = None

    def _plain_key(self, name: Name) -> Key:
        words = core(name.words)
        owner = name.owner
        owners = self.owners.get(words, {})
        if owner is None and owners:
            owner = next(iter(owners)) if len(owners) == 1 else self.recent.get(words, "")
        if owner:
            self.recent[words] = owner
        return ("organisation", owner or "", *words)

    def is_contested(self, name: Name) -> bool:
        """Tell whether the owner of an organisation without one hangs on who was named before."""
        return bool(self._shared_words) and core(name.words) in self._shared_words

    def shortened(self, name: Name) -> Key | None:
        """Return the key of the only organisation that drops a word for this name, or None."""
        called = self.by_front.get(name.words, {})
        open_kind = name.kind in (None, ActorKind.ORGANISATION, ActorKind.OTHER)
        return next(iter(called)) if len(called) == 1 and open_kind else None

    def key(self, name: Name) -> Key | None:
        """Return the key of the organisation that a name means here, or None if it is none."""
        short = self.shortened(name)
        if short is not None:
            return short
        if len(name.words) == 1 and name.form.isupper() and name.kind is not ActorKind.PLACE:
            called = self.by_initials.get(name.words[0], {})
            if len(called) == 1:
                return next(iter(called))
        if name.kind in (ActorKind.ORGANISATION, ActorKind.OTHER):
            return self._plain_key(name)
        return None


def _explains(before: Name, name: Name) -> bool:
    """Tell "National Rail Union (NRU)", also where only the letters in order match."""
    if not name.form.isupper() or len(name.words) != 1 or len(before.words) < 2:
        return False
    if before.kind is ActorKind.PERSON or not 2 <= name.span.start - before.span.end <= 3:
        return False
    letters = iter("".join(before.words))
    acronym = name.words[0]
    return before.words[0][0] == acronym[0] and all(char in letters for char in acronym)
