"""Bytes of data sets as their publishers wrote them."""

from __future__ import annotations

import io
import pickle
import struct

import numpy as np
from numpy.typing import NDArray


def idx_bytes(array: NDArray[np.uint8]) -> bytes:
    header = bytes([0, 0, 8, array.ndim]) + struct.pack(f">{array.ndim}I", *array.shape)
    return header + array.tobytes()


def python2_batch(data: NDArray[np.uint8], label_key: str, labels: list[int]) -> bytes:
    """A batch as Python 2 and its NumPy pickled it: protocol 2, byte strings, dtype flags as integers."""

    def text(value: bytes) -> bytes:
        return b"T" + struct.pack("<i", len(value)) + value

    def integer(value: int) -> bytes:
        return b"J" + struct.pack("<i", value)

    dtype = b"cnumpy\ndtype\n" + text(b"u1") + integer(0) + integer(1) + b"\x87R"
    dtype += b"(" + integer(3) + text(b"|") + b"NNN" + integer(-1) * 2 + integer(0) + b"tb"
    shape = integer(data.shape[0]) + integer(data.shape[1]) + b"\x86"
    array = b"cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\n" + integer(0) + b"\x85" + text(b"b") + b"\x87R"
    array += b"(" + integer(1) + shape + dtype + b"\x89" + text(data.tobytes()) + b"tb"
    numbers = b"](" + b"".join(integer(label) for label in labels) + b"e"
    return b"\x80\x02}(" + text(b"data") + array + text(label_key.encode()) + numbers + b"u."


def today_batch(data: NDArray[np.uint8], label_key: str, labels: list[int]) -> bytes:
    stream = io.BytesIO()
    pickle.dump({"data": data, label_key: labels}, stream, protocol=4)
    return stream.getvalue()
