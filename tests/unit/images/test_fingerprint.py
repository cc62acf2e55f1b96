"""Fingerprints: the same for the same images, another for any that differ."""

from __future__ import annotations

import numpy as np

from engine.images.fingerprint import digest_of, fingerprint
from engine.images.labelled import LabelledImages


def images(pixels: np.ndarray, labels: np.ndarray) -> LabelledImages:
    return LabelledImages("noise", "train", pixels, labels, ("a", "b"))


def test_one_pixel_one_label_or_the_shape_make_another_fingerprint() -> None:
    rng = np.random.default_rng(0)
    pixels = rng.integers(0, 256, (40, 8, 8, 1), dtype=np.uint8)
    labels = np.arange(40) % 2
    known = fingerprint(images(pixels, labels))
    assert fingerprint(images(pixels.copy(), labels.copy())) == known
    for place in (0, 17, 39):
        other = pixels.copy()
        other[place, 3, 3] ^= 1
        assert fingerprint(images(other, labels)) != known
    assert fingerprint(images(pixels, 1 - labels)) != known
    assert fingerprint(images(pixels.reshape(40, 4, 16, 1), labels)) != known


def test_of_more_than_the_limit_an_even_spread_is_read() -> None:
    pixels = np.zeros((64, 1024, 1024, 1), dtype=np.uint8)
    known = digest_of(pixels, limit=2**25)
    pixels[0] = 1
    assert digest_of(pixels, limit=2**25) != known
    pixels[0] = 0
    pixels[20] = 1
    assert digest_of(pixels, limit=2**25) == known
    assert digest_of(pixels) != digest_of(np.zeros_like(pixels))
