"""How often to do something that costs time but lets readers see what is new.

Each time should cost a small part of all the time that passes, and while a long build goes on they
may grow rarer: who has waited for an hour does not mind another minute. So the next time is due
when there have passed, since the last one ended,

    share times as long as the last one took, and
    a part (growth) of the time since the start, and
    a shortest time

With a growth of 1/4 the times since the start grow by a third from one to the next, so that an hour
has about thirty of them.
"""

from __future__ import annotations

from typing import Self

SHARE = 5.0


class Pace:
    """Says when the next time is due. Knows no clock: all arguments are seconds of one clock."""

    def __init__(self, started: float, shortest: float, growth: float) -> None:
        self._started = self._ended = started
        self._shortest, self._growth = shortest, growth
        self._took = 0.0

    @classmethod
    def of_commits(cls, started: float) -> Self:
        """The first after 0.4 s, so that a new folder can be searched at once."""
        return cls(started, shortest=0.4, growth=1 / 4)

    @classmethod
    def of_maps(cls, started: float) -> Self:
        """The first with the first commit, then whenever half as much time again has passed."""
        return cls(started, shortest=0.0, growth=1 / 3)

    def is_due(self, now: float) -> bool:
        """Tell whether it is time."""
        passed = now - self._ended
        return passed >= max(
            self._shortest, SHARE * self._took, self._growth * (now - self._started)
        )

    def done(self, began: float, ended: float) -> None:
        """Note that it was done just now, and how long it took."""
        self._took, self._ended = ended - began, ended
