"""NumPy's legacy random stream (MT19937, `numpy.random.RandomState`), compiled, for replaying the original search.

The words of the generator obey one recurrence over their 624 predecessors (Matsumoto & Nishimura 1998).
Kept as a plain sequence ("history", then new words) instead of blocks of 624, it needs no position counter:
the state between two draws is just the last 624 words.
"""

from __future__ import annotations

import sys

import numpy as np
from numba import njit
from numpy.typing import NDArray

HISTORY = 624
_MIDDLE = 397

_UPPER = np.uint32(0x80000000)
_LOWER = np.uint32(0x7FFFFFFF)
_TWIST = np.uint32(0x9908B0DF)
_MASK_B = np.uint32(0x9D2C5680)
_MASK_C = np.uint32(0xEFC60000)
_ZERO = np.uint32(0)
_ONE = np.uint32(1)

LITTLE_ENDIAN = sys.byteorder == "little"

DRAWN_AT_ONCE = 2048
"""Numbers `random` makes between two shifts of the history: their words stay in the fastest cache."""


def seeded_history(seed: int) -> NDArray[np.uint32]:
    """Return the 624 words that precede the stream of ``numpy.random.seed(seed)``.

    Parameters
    ----------
    seed : int
        0 to 2**32 - 1.

    Returns
    -------
    ndarray of shape (624,), uint32
    """
    state = np.random.RandomState(seed).get_state(legacy=False)
    return np.array(state["state"]["key"], dtype=np.uint32)


@njit(nogil=True, cache=True)
def extend(words, count):  # type: ignore[no-untyped-def]
    """Append `count` raw words: words[624 : 624 + count] from words[: 624 + count - 1]."""
    for k in range(count):
        joined = (words[k] & _UPPER) | (words[k + 1] & _LOWER)
        odd = (_ZERO - (joined & _ONE)) & _TWIST
        words[k + HISTORY] = words[k + _MIDDLE] ^ (joined >> _ONE) ^ odd


@njit(nogil=True, cache=True)
def temper(word):  # type: ignore[no-untyped-def]
    """Return the 32 random bits a raw word stands for."""
    word ^= word >> np.uint32(11)
    word ^= (word << np.uint32(7)) & _MASK_B
    word ^= (word << np.uint32(15)) & _MASK_C
    return word ^ (word >> np.uint32(18))


@njit(nogil=True, cache=True)
def forget(words, count):  # type: ignore[no-untyped-def]
    """Make the last 624 of 624 + `count` words the history of what follows."""
    if count >= HISTORY:
        words[:HISTORY] = words[count : count + HISTORY]
    else:
        for k in range(HISTORY):
            words[k] = words[k + count]


@njit(nogil=True, cache=True)
def draw_integer(words, low, span):  # type: ignore[no-untyped-def]
    """Return ``randint(low, low + span)``: masked rejection, one word a try."""
    mask = np.uint32(span - 1)
    for shift in (1, 2, 4, 8, 16):
        mask |= mask >> np.uint32(shift)
    while True:
        extend(words, 1)
        value = temper(words[HISTORY]) & mask
        forget(words, 1)
        if value < span:
            return low + np.int64(value)


@njit(nogil=True, cache=True)
def draw_doubles(words, out):  # type: ignore[no-untyped-def]
    """Fill `out` with ``random(len(out))``: 53 bits in [0, 1) from two words each."""
    for start in range(0, len(out), DRAWN_AT_ONCE):
        count = min(DRAWN_AT_ONCE, len(out) - start)
        extend(words, 2 * count)
        for i in range(count):
            out[start + i] = np.float64(_number(words, HISTORY + 2 * i)) / 9007199254740992.0
        forget(words, 2 * count)


@njit(nogil=True, cache=True)
def draw_choices(words, cumulative, choices):  # type: ignore[no-untyped-def]
    """Fill `choices` with the first j for which ``random() <= cumulative[j]``, or len(cumulative) where there is none.

    A number u has 53 bits, so u <= c means floor(2**53 u) <= floor(2**53 c). Its upper 16 bits nearly always
    decide that, and only where they are equal is the rest of the number looked at.

    Parameters
    ----------
    words : ndarray of shape (624 + 2 * DRAWN_AT_ONCE,), uint32
    cumulative : ndarray of shape (K,), float64
    choices : ndarray of shape (N,), uint8
    """
    maps = len(cumulative)
    thresholds = np.empty(maps, np.uint64)
    for j in range(maps):
        thresholds[j] = np.uint64(min(cumulative[j], 1.0) * 9007199254740992.0)
    pairs = words.view(np.uint64)
    tops = np.empty(DRAWN_AT_ONCE, np.uint16)
    for start in range(0, len(choices), DRAWN_AT_ONCE):
        count = min(DRAWN_AT_ONCE, len(choices) - start)
        part = choices[start : start + count]
        extend(words, 2 * count)
        # 1. The upper 16 bits of each number, from the first word of its pair.
        for i in range(count):
            tops[i] = np.uint16(temper(_first_word(pairs[HISTORY // 2 + i])) >> np.uint32(16))
        part[:] = np.uint8(0)
        for j in range(maps):
            # 2. Whether each number lies above threshold j. One of 1.0 has no 16 bits and nothing lies above it.
            if thresholds[j] >> np.uint64(37) > np.uint64(0xFFFF):
                continue
            top = np.uint16(thresholds[j] >> np.uint64(37))
            nearest = np.uint16(0xFFFF)
            for i in range(count):
                part[i] += np.uint8(tops[i] > top)
                nearest = min(nearest, np.uint16(tops[i] ^ top))
            # 3. The rare equal upper bits: all 53 decide.
            if nearest == 0:
                for i in range(count):
                    if tops[i] == top:
                        part[i] += np.uint8(_number(words, HISTORY + 2 * i) > thresholds[j])
        forget(words, 2 * count)


@njit(nogil=True, cache=True)
def _first_word(pair):  # type: ignore[no-untyped-def]
    return np.uint32(pair if LITTLE_ENDIAN else pair >> np.uint64(32))


@njit(nogil=True, cache=True)
def _number(words, index):  # type: ignore[no-untyped-def]
    high = np.uint64(temper(words[index]) >> np.uint32(5))
    return (high << np.uint64(26)) | np.uint64(temper(words[index + 1]) >> np.uint32(6))
