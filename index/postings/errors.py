"""What can be wrong with an index as a whole. The answer to IndexUnusable is to build it anew."""

from __future__ import annotations


class IndexUnusable(Exception):
    """The directory holds no index that this version can trust.

    ``reason`` is one line that continues a sentence about the index ("was written by a newer
    onrecord").
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class IndexBusy(Exception):
    """Another process is writing this index."""
