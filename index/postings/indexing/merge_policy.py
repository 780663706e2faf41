"""Which segments a commit merges.

Few segments make queries fast; merging costs some microseconds a passage each time. So up to MOST
segments are left alone. When there are more, the smallest two are merged, and with them the next
larger one as long as it is not GROWTH times as large as all before it:

    900 250 50 9 2 1 1 1 1      1 and 1; then 1, 1 and 2 join, and 9, which is not thrice 6;
    900 250 50 15               50 is thrice 15 and stays

An index of a million passages to which single articles are added 20,000 times writes each passage
some twelve times, in less than every third commit; mostly small segments are merged, and the large
ones as rarely as they are large.

What a single commit wrote in several runs, because it was too much for memory, becomes one segment.
A segment of which most is deleted is written again without that. Segments beyond LARGEST are left
alone otherwise: MOST does not count them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

MOST = 8
"""So many segments are left alone, besides large ones."""

GROWTH = 3
"""A segment that is not so many times as large as the smaller ones to be merged joins them."""

LARGEST = 2_000_000
"""Documents beyond which a segment is not merged: that would take some ten seconds."""


@dataclass(frozen=True, slots=True)
class Size:
    """How many documents a segment has that are not deleted, and how many in all; whether the
    commit to be made wrote it."""

    live: int
    documents: int
    new: bool = False


def groups_to_merge(sizes: Sequence[Size]) -> list[list[int]]:
    """Return the places of the segments that become one each; a single one is written again.

    None of the segments may be empty. Places ascend within a group.
    """
    groups = _runs_together(sizes)

    def weight(group: list[int]) -> int:
        return sum(sizes[place].live for place in group)

    groups.sort(key=weight)
    small = [group for group in groups if weight(group) <= LARGEST]
    if len(small) > MOST:
        end = max(2, len(small) - MOST + 1)
        total = sum(weight(group) for group in small[:end])
        while end < len(small) and weight(small[end]) < GROWTH * total:
            total += weight(small[end])
            end += 1
        together = sorted(place for group in small[:end] for place in group)
        groups = [together, *(group for group in groups if group not in small[:end])]
    return [group for group in groups if len(group) > 1 or _mostly_deleted(sizes[group[0]])]


def _runs_together(sizes: Sequence[Size]) -> list[list[int]]:
    """Put the new segments together, as many as make LARGEST; each other segment by itself."""
    groups: list[list[int]] = [[place] for place, size in enumerate(sizes) if not size.new]
    run: list[int] = []
    total = 0
    for place, size in enumerate(sizes):
        if not size.new:
            continue
        if run and total + size.live > LARGEST:
            groups.append(run)
            run, total = [], 0
        run.append(place)
        total += size.live
    return [*groups, run] if run else groups


def _mostly_deleted(size: Size) -> bool:
    return size.live < size.documents // 2
