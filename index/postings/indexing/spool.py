"""Arrays that grow side by side, before each is written to a container as a whole.

A container takes one array after the other; merging makes a little of many arrays at a time. What
is made waits here: in memory while it is short, then in a file without a name, which is gone with
the process, however that ends.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from index.postings.format.container import ContainerWriter, narrow

IN_MEMORY = 1 << 20
"""Bytes of one array that stay in memory."""

PIECE = 1 << 20
"""Bytes that are read back at a time."""


class Spool:
    """One growing array: whole numbers that are kept as ``<i8`` are narrowed in the end."""

    def __init__(self, directory: Path, dtype: str) -> None:
        self._dtype = np.dtype(dtype)
        self._file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY, dir=str(directory))  # noqa: SIM115 (closed by close)
        self.count = self.largest = 0

    def append(self, numbers: NDArray[Any]) -> None:
        """Add numbers of any type, shape (n,)."""
        if len(numbers):
            self._file.write(np.ascontiguousarray(numbers, self._dtype).data.cast("B"))
            self.count += len(numbers)
            self.largest = max(self.largest, int(numbers.max()))

    def write(self, writer: ContainerWriter, name: str) -> None:
        """Write the array under this name."""
        kind = self._dtype
        if kind == np.int64:
            kind = narrow(np.array([self.largest])).dtype
        writer.stream(name, kind, self._pieces())

    def _pieces(self) -> Iterator[NDArray[Any]]:
        self._file.seek(0)
        while piece := self._file.read(PIECE):
            yield np.frombuffer(piece, self._dtype)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


class Spools:
    """Growing arrays by name. A context manager: nothing of them is left behind it."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._spools: dict[str, Spool] = {}

    def begin(self, name: str, dtype: str = "<i8") -> Spool:
        """Return a new array."""
        self._spools[name] = Spool(self._directory, dtype)
        return self._spools[name]

    def count(self, name: str) -> int:
        """Return how many numbers an array has."""
        return self._spools[name].count

    def write(self, writer: ContainerWriter) -> None:
        """Write all arrays, in the order in which they were begun."""
        for name, spool in self._spools.items():
            spool.write(writer, name)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for spool in self._spools.values():
            spool.close()
