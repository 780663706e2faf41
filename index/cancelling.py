"""Questions that long work asks between two steps: whether to stop, whether there is news."""

from __future__ import annotations


def never() -> bool:
    """Say no: for work that nobody cancels."""
    return False
