"""The one loop of Mantel's test that takes time, compiled: correlations under exchanged classes."""

from __future__ import annotations

import numba
import numpy as np


@numba.njit(nogil=True, cache=True)
def permuted_products(first, second, orders):  # type: ignore[no-untyped-def]
    """Return sum over i < j of first[i, j] * second[o[i], o[j]] for each order o, (B, K) to (B,) float64.

    Both matrices (K, K) are symmetric, so that of `second` too one row is read at a time, from the cache.
    """
    classes = len(first)
    products = np.empty(len(orders))
    for row in range(len(orders)):
        order = orders[row]
        total = 0.0
        for i in range(classes):
            exchanged = second[order[i]]
            # A sum a class keeps the rounding small.
            part = 0.0
            for j in range(i + 1, classes):
                part += first[i, j] * exchanged[order[j]]
            total += part
        products[row] = total
    return products
