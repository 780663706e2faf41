"""What can be wrong with an index as a whole. The answer to IndexUnusable is to build it anew."""

from __future__ import annotations

import pickle
import struct
import zlib
from contextlib import AbstractContextManager
from types import TracebackType


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


TORN = (
    AssertionError,
    AttributeError,
    EOFError,
    ImportError,
    IndexError,
    KeyError,
    MemoryError,
    OverflowError,
    TypeError,
    ValueError,
    pickle.UnpicklingError,
    struct.error,
    zlib.error,
)
"""What Whoosh, pickle, numpy and json raise on bytes that are not what they should be."""


class _Noticing:
    def __enter__(self) -> None:
        return

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is None:
            return
        if isinstance(error, TORN) or (isinstance(error, OSError) and error.filename is None):
            raise IndexUnusable("is damaged") from error


_NOTICING = _Noticing()


def noticing_damage() -> AbstractContextManager[None]:
    """Turn what torn files make Whoosh and its helpers raise into IndexUnusable.

    An OSError that names no file comes from reading at a place that does not exist; others go up.
    """
    return _NOTICING
