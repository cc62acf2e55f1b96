"""Results kept by the content they belong to: append-only files of records of one size, within a limit.

A folder holds numbered segments: ``000001.keys`` (10 bytes of identity and a CRC-32 of identity and record, a line)
and ``000001.data`` (the records). Records are written before their keys, so what a killed process leaves is found
as far as it is whole; a record that does not fit its checksum counts as missing. When the limit is reached, the
oldest segment goes.
"""

from __future__ import annotations

import contextlib
import zlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.errors import StorageError
from engine.sentences import Sentence

_KEY = np.dtype([("identity", "u1", 10), ("check", "<u4")])
_SEGMENT_BYTES = 16 * 2**20


class ContentStore:
    """Records of `record_bytes` bytes under identities of 20 hex digits.

    Several stores may share a folder, in one process or in several; each sees what was there when it looked first,
    and what it added itself. It is not to be used from two threads at once.

    Parameters
    ----------
    folder : Path
        Made when first written to; may be deleted while no store is at work on it.
    record_bytes : int
    limit : int, optional
        Bytes of records to keep; none if not given.
    segment : int
        Bytes of records a segment.
    """

    def __init__(
        self, folder: Path, record_bytes: int, limit: int | None = None, *, segment: int = _SEGMENT_BYTES
    ) -> None:
        self._folder = folder
        self._record_bytes = record_bytes
        self._per_segment = max(1, segment // record_bytes)
        self._limit = limit
        self._places: dict[str, tuple[int, int, int]] | None = None
        self._segments: list[int] = []
        self._own = 0
        self._own_count = 0

    def __len__(self) -> int:
        return len(self._index())

    def __contains__(self, identity: object) -> bool:
        return identity in self._index()

    def load(self, identities: Iterable[str]) -> dict[str, NDArray[np.uint8]]:
        """Return the records there are, each of shape (record_bytes,), uint8."""
        wanted: dict[int, list[tuple[int, str, int]]] = {}
        index = self._index()
        for identity in identities:
            place = index.get(identity)
            if place is not None:
                segment, row, check = place
                wanted.setdefault(segment, []).append((row, identity, check))
        found: dict[str, NDArray[np.uint8]] = {}
        for segment, rows in wanted.items():
            found |= self._read(segment, sorted(rows))
        return found

    def load_all(self) -> dict[str, NDArray[np.uint8]]:
        """Return every record."""
        return self.load(list(self._index()))

    def add(self, records: Mapping[str, NDArray[np.uint8]]) -> None:
        """Append records, each of record_bytes bytes.

        Raises
        ------
        StorageError
            When the folder cannot be written.
        """
        index = self._index()
        fresh = {identity: record for identity, record in records.items() if identity not in index}
        identities = list(fresh)
        while identities:
            if not self._own or self._own_count >= self._per_segment:
                self._begin_segment()
            now = identities[: self._per_segment - self._own_count]
            identities = identities[len(now) :]
            self._append(now, [np.ascontiguousarray(fresh[identity]).tobytes() for identity in now])

    # ------------------------------------------------------------------ files

    def _path(self, segment: int, kind: str) -> Path:
        return self._folder / f"{segment:06d}.{kind}"

    def _index(self) -> dict[str, tuple[int, int, int]]:
        if self._places is None:
            self._places = {}
            with contextlib.suppress(OSError):
                self._segments = sorted(int(path.stem) for path in self._folder.glob("*.keys") if path.stem.isdigit())
            for segment in self._segments:
                self._scan(segment, self._places)
        return self._places

    def _scan(self, segment: int, places: dict[str, tuple[int, int, int]]) -> None:
        try:
            raw = self._path(segment, "keys").read_bytes()
            whole = self._path(segment, "data").stat().st_size // self._record_bytes
        except OSError:
            return
        keys = np.frombuffer(raw[: len(raw) // _KEY.itemsize * _KEY.itemsize], _KEY)[:whole]
        text = np.ascontiguousarray(keys["identity"]).tobytes().hex()
        for row, check in enumerate(keys["check"].tolist()):
            places[text[20 * row : 20 * row + 20]] = (segment, row, check)

    def _read(self, segment: int, rows: Sequence[tuple[int, str, int]]) -> dict[str, NDArray[np.uint8]]:
        found = {}
        with contextlib.suppress(OSError), self._path(segment, "data").open("rb") as stream:
            for row, identity, check in rows:
                stream.seek(row * self._record_bytes)
                record = stream.read(self._record_bytes)
                if len(record) == self._record_bytes and _check(identity, record) == check:
                    found[identity] = np.frombuffer(record, np.uint8)
        for _row, identity, _check_value in rows:
            if identity not in found:
                self._index().pop(identity, None)
        return found

    def _begin_segment(self) -> None:
        """Open a segment that no other store writes to, and let the oldest go where there is no more room."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            while True:
                self._own = max([self._own, *self._segments, 0]) + 1
                with contextlib.suppress(FileExistsError):
                    self._path(self._own, "data").open("xb").close()
                    break
                self._segments.append(self._own)
        except OSError as error:
            self._own = 0
            raise self._unwritable(error) from error
        self._own_count = 0
        self._segments.append(self._own)
        self._forget_oldest()

    def _forget_oldest(self) -> None:
        if self._limit is None:
            return
        sizes = {}
        for segment in self._segments:
            with contextlib.suppress(OSError):
                sizes[segment] = self._path(segment, "data").stat().st_size
        total = sum(sizes.values()) + self._per_segment * self._record_bytes
        for segment in sorted(sizes)[:-1]:
            if total <= self._limit:
                break
            total -= sizes[segment]
            for kind in ("keys", "data"):
                with contextlib.suppress(OSError):
                    self._path(segment, kind).unlink()
            self._segments.remove(segment)
            gone = [identity for identity, place in self._index().items() if place[0] == segment]
            for identity in gone:
                del self._index()[identity]

    def _append(self, identities: Sequence[str], records: Sequence[bytes]) -> None:
        keys = np.zeros(len(identities), _KEY)
        keys["identity"] = np.frombuffer(bytes.fromhex("".join(identities)), np.uint8).reshape(-1, 10)
        keys["check"] = [_check(*pair) for pair in zip(identities, records, strict=True)]
        try:
            for kind, content in (("data", b"".join(records)), ("keys", keys.tobytes())):
                with self._path(self._own, kind).open("ab") as stream:
                    stream.write(content)
        except OSError as error:
            self._own = 0  # what is half written stays behind; the next records begin a segment of their own
            raise self._unwritable(error) from error
        for offset, (identity, check) in enumerate(zip(identities, keys["check"].tolist(), strict=True)):
            self._index()[identity] = (self._own, self._own_count + offset, check)
        self._own_count += len(identities)

    def _unwritable(self, error: OSError) -> StorageError:
        reason = error.strerror or str(error)
        return StorageError(
            Sentence("Cannot write to {0}: {1}. Make room, or choose another workspace.", self._folder, reason)
        )


def _check(identity: str, record: bytes) -> int:
    return zlib.crc32(record, zlib.crc32(bytes.fromhex(identity)))
