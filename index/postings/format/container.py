"""Named arrays in one file: what a segment of the index is made of.

    │ magic │ array │ array │ … │ directory (JSON) │ where it is, its CRC, magic │

The file is mapped into memory when it is opened, and an array is a view of it: opening costs the
same for a thousand passages and for a million, and the system keeps in memory what is read often.
One file means one thing to open, to put on the disk and to check: a file that was cut short has no
end, a foreign one no magic, and the CRC of each array is known, so that a whole file can be
verified when there is time for it.

Numbers are little-endian. Arrays are one-dimensional and start at multiples of ALIGNMENT bytes.
Memory of a writer: one piece of an array at a time.
"""

from __future__ import annotations

import json
import mmap
import os
import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from index.postings.errors import IndexUnusable

MAGIC = b"onrecord"
ALIGNMENT = 64
_END = struct.Struct("<QII8s")
"""Where the directory starts, its length in bytes, its CRC-32, and the magic again."""

_DTYPES = frozenset({"|u1", "|i1", "<u2", "<i2", "<u4", "<i4", "<u8", "<i8", "<f4"})


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an array stands in the file."""

    dtype: str
    start: int
    count: int
    crc: int


class ContainerWriter:
    """Writes one container. A context manager: left by an exception, it removes the file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = path.open("wb")
        self._places: dict[str, _Place] = {}
        self._file.write(MAGIC)

    def add(self, name: str, array: NDArray[Any]) -> None:
        """Write an array of shape (n,)."""
        self.stream(name, array.dtype, (array,))

    def stream(self, name: str, dtype: np.dtype[Any] | str, pieces: Iterable[NDArray[Any]]) -> None:
        """Write an array that comes in pieces of shape (n,), which are converted to ``dtype``."""
        if name in self._places:
            raise ValueError(f"{name} is written twice")
        kind = np.dtype(dtype).newbyteorder("<")
        if kind.str not in _DTYPES:
            raise ValueError(f"arrays of {kind} cannot be written")
        self._file.write(bytes(-self._file.tell() % ALIGNMENT))
        start, count, crc = self._file.tell(), 0, 0
        for piece in pieces:
            content = np.ascontiguousarray(piece, kind).data.cast("B") if len(piece) else b""
            self._file.write(content)
            crc = zlib.crc32(content, crc)
            count += len(piece)
        self._places[name] = _Place(kind.str, start, count, crc)

    def close(self) -> None:
        """Write the directory, and have the system put everything on the disk."""
        start = self._file.tell()
        places = {n: [p.dtype, p.start, p.count, p.crc] for n, p in self._places.items()}
        directory = json.dumps(places, separators=(",", ":")).encode("ascii")
        self._file.write(directory)
        self._file.write(_END.pack(start, len(directory), zlib.crc32(directory), MAGIC))
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is None:
            self.close()
        else:
            self._file.close()
            self._path.unlink(missing_ok=True)


class Container(Mapping[str, NDArray[Any]]):
    """An open container. Arrays are read only, and stay readable when the file loses its name.

    The memory map is let go of when the container and the last of its arrays are no longer used.
    Raises IndexUnusable where the file is no whole container.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size < len(MAGIC) + _END.size:
                raise IndexUnusable(f"is damaged ({path.name} was cut short)")
            self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._places = self._read_directory(size)

    def _read_directory(self, size: int) -> dict[str, _Place]:
        start, length, crc, magic = _END.unpack_from(self._bytes, size - _END.size)
        directory = self._bytes[start : start + length]
        if (
            magic != MAGIC
            or self._bytes[: len(MAGIC)] != MAGIC
            or start + length + _END.size != size
            or zlib.crc32(directory) != crc
        ):
            raise IndexUnusable(f"is damaged ({self.path.name} is not whole)")
        return {name: _Place(*place) for name, place in json.loads(directory).items()}

    def __getitem__(self, name: str) -> NDArray[Any]:
        place = self._places[name]
        return np.frombuffer(self._bytes, place.dtype, place.count, place.start)

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def verify(self) -> None:
        """Read everything and compare the checksums; IndexUnusable where one is wrong.

        A gigabyte or so a second.
        """
        for name, place in self._places.items():
            if zlib.crc32(self[name].data) != place.crc:
                raise IndexUnusable(f"is damaged ({self.path.name} was altered)")


def narrow(numbers: NDArray[Any]) -> NDArray[Any]:
    """Return non-negative whole numbers in the smallest unsigned type that holds them all."""
    largest = int(numbers.max(initial=0))
    for kind in ("<u1", "<u2", "<u4"):
        if largest <= np.iinfo(kind).max:
            return numbers.astype(kind, copy=False)
    return numbers.astype("<u8", copy=False)
