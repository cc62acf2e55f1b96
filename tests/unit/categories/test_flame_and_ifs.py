"""Flame and .ifs files of other programs: what is read, and what is refused with a reason."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.categories.category_set import CategorySet
from engine.categories.files import read_categories, write_categories
from engine.errors import InputError
from engine.ifs.category import Category

# As printed in the documentation of Fractint.
FERN = """fern { ; Barnsley's fern
  0    0    0  .16 0   0 .01   ; stem
  .85  .04 -.04 .85 0 1.6 .85
  .2  -.26  .23 .22 0 1.6 .07
 -.15  .28  .26 .24 0 .44 .07
}

dragon { comment without a semicolon
 .824074 .281482 -.212346 .864198
 -1.882290 -0.110607 .787473 .088272 .520988 -.463889
 -.377778 .785360 8.095795 .212527 }
"""


def test_ifs_counts_numbers_not_lines(tmp_path: Path) -> None:
    (tmp_path / "f.ifs").write_text(FERN)
    fern, dragon = read_categories(tmp_path / "f.ifs")
    assert (fern.name, dragon.name) == ("fern", "dragon")
    assert fern.maps[1].tolist() == [0.85, 0.04, -0.04, 0.85, 0, 1.6]
    assert fern.probabilities.tolist() == [0.01, 0.85, 0.07, 0.07]
    assert dragon.maps.shape == (2, 6)
    assert dragon.probabilities.tolist() == [0.787473, 0.212527]


def test_in_ifs_the_last_map_takes_the_remainder(tmp_path: Path) -> None:
    (tmp_path / "f.ifs").write_text("x {\n1 0 0 1 0 0 .25\n1 0 0 1 0 0 .5 }")
    assert read_categories(tmp_path / "f.ifs")[0].probabilities.tolist() == [0.25, 0.75]


BAD_IFS = {
    "3d": ("fern(3D) {\n}", "three-dimensional"),
    "six": ("x {\n1 2 3 4 5 6\n}", "6 numbers"),
    "none": ("x {\n}", "0 numbers"),
    "open": ("x {\n1 2 3 4 5 6 1\n", "not finished"),
    "text": ("x {\n1 2 3 four 5 6 1\n}", "line 2.*'four'"),
    "no brace": ("just a text", "line 1.*not the start"),
    "empty": ("; nothing\n", "no entry"),
    "sum": ("x {\n1 2 3 4 5 6 .9\n1 2 3 4 5 6 .9\n1 2 3 4 5 6 .9 }", r"sum to 1\.8"),
    "one of two": ("x {\n1 2 3 4 5 6 1 }\ny(3D) {\n1 2 3 4 5 6 1 }", r"y\(3D\) is three-dimensional"),
    "many": ("x {\n" + "1 2 3 4 5 6 1\n" * 65 + "}", "more than 64 maps"),
}


@pytest.mark.parametrize(("text", "sentence"), BAD_IFS.values(), ids=BAD_IFS)
def test_bad_ifs_is_one_sentence(text: str, sentence: str, tmp_path: Path) -> None:
    (tmp_path / "f.ifs").write_text(text)
    with pytest.raises(InputError, match=sentence) as caught:
        read_categories(tmp_path / "f.ifs")
    assert str(tmp_path / "f.ifs") in str(caught.value)


def test_a_name_with_a_space_cannot_stand_in_ifs(tmp_path: Path) -> None:
    one = CategorySet("x", (Category("a b", np.ones((1, 6)), np.ones(1)),))
    with pytest.raises(InputError, match="'a b'"):
        write_categories(one, tmp_path / "f.ifs")


def _flame(xforms: str, rest: str = "") -> str:
    return f'<flames><flame name="f" size="9 9">{xforms}{rest}</flame></flames>'


def _read(tmp_path: Path, text: str) -> CategorySet:
    (tmp_path / "f.flame").write_text(text, encoding="utf-8")
    return read_categories(tmp_path / "f.flame")


def test_flame_coefficients_stand_column_by_column_and_weights_are_normalised(tmp_path: Path) -> None:
    (category,) = _read(
        tmp_path,
        _flame(
            '<xform weight="1" color="0" linear="1" spherical="0" coefs="1 2 3 4 5 6"/>'
            '<xform weight="3" linear="0.5" linear3D="1.5" coefs="1 0 0 1 0 0" post="0 1 -1 0 10 20" chaos="1 1"/>'
        ),
    )
    assert category.maps[0].tolist() == [1, 3, 2, 4, 5, 6]
    # Twice the identity, then a quarter turn (x, y) -> (-y, x) and a shift.
    assert category.maps[1].tolist() == [0, -2, 2, 0, 10, 20]
    assert category.probabilities.tolist() == [0.25, 0.75]


def test_bare_nameless_and_repeated_flames_are_read(tmp_path: Path) -> None:
    xform = '<xform weight="1" linear="1" coefs="1 2 3 4 5 6"/>'
    assert _read(tmp_path, f"<flame>{xform}</flame>").names == ("00000",)
    twice = f'<flame name="a">{xform}</flame>' * 2
    assert _read(tmp_path, f"<random_batch>{twice}</random_batch>").names == ("a", "a-2")


XFORM = '<xform weight="1" linear="1" coefs="1 2 3 4 5 6"/>'

BAD_FLAME = {
    "variation": (_flame('<xform weight="1" spherical="1" coefs="1 2 3 4 5 6"/>'), "spherical='1' is not affine"),
    "pre-variation": (_flame('<xform weight="1" linear="1" pre_blur="1" coefs="1 2 3 4 5 6"/>'), "pre_blur"),
    "no variation": (_flame('<xform weight="1" coefs="1 2 3 4 5 6"/>'), "no linear"),
    "second": (_flame(XFORM + '<xform weight="1" julian="1" coefs="1 2 3 4 5 6"/>'), "flame f, xform 2: julian"),
    "old": (_flame('<xform weight="1" var="1 0 0.5" coefs="1 2 3 4 5 6"/>'), r"spherical \(var\)"),
    "older": (_flame('<xform weight="1" var1="13" coefs="1 2 3 4 5 6"/>'), r"julia \(var1\)"),
    "final": (_flame(XFORM, '<finalxform spherical="1" coefs="1 2 3 4 5 6"/>'), "final transform: spherical"),
    "flat final": (_flame(XFORM, '<finalxform linear="1" coefs="1 2 2 4 5 6"/>'), "cannot be inverted"),
    "symmetry": (_flame(XFORM, '<symmetry kind="0"/>'), "symmetry of kind '0'"),
    "endless symmetry": (_flame(XFORM, '<symmetry kind="1e9"/>'), "symmetry of kind '1e9'"),
    "xaos": (_flame(XFORM + '<xform weight="1" linear="1" chaos="1 0" coefs="1 2 3 4 5 6"/>'), "xform 2.*chaos"),
    "five": (_flame('<xform weight="1" linear="1" coefs="1 2 3 4 5"/>'), "coefs has 5 numbers"),
    "no coefs": (_flame('<xform weight="1" linear="1"/>'), "no coefs"),
    "nan": (_flame('<xform weight="1" linear="1" coefs="1 2 3 4 5 nan"/>'), "coefs is nan"),
    "zero weights": (_flame('<xform weight="0" linear="1" coefs="1 2 3 4 5 6"/>'), "sum to 0"),
    "negative": (_flame('<xform weight="-1" linear="1" coefs="1 2 3 4 5 6"/>'), "negative"),
    "no xform": (_flame(""), "no <xform>"),
    "no flame": ("<x/>", "no <flame>"),
    "no xml": ("hello", "not valid XML"),
    "many": (_flame(XFORM * 65), "more than 64"),
    "overflow": (_flame('<xform weight="1" linear="1e200" coefs="1e200 2 3 4 5 6"/>'), "is inf"),
    "entities": (
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;">]><flames name="&b;"/>',
        "declares a document type",
    ),
    "external": ('<!DOCTYPE x SYSTEM "file:///etc/passwd"><flames/>', "declares a document type"),
}


@pytest.mark.parametrize(("text", "sentence"), BAD_FLAME.values(), ids=BAD_FLAME)
def test_what_is_no_plain_affine_system_is_refused_with_the_reason(text: str, sentence: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=sentence) as caught:
        _read(tmp_path, text)
    assert str(tmp_path / "f.flame") in str(caught.value)


def test_a_written_flame_frames_its_attractor(tmp_path: Path) -> None:
    # Sierpinski's triangle on (0, 0), (2, 0), (0, 2).
    maps = np.array([[0.5, 0, 0, 0.5, e, f] for e, f in ((0, 0), (1, 0), (0, 1))])
    write_categories(CategorySet("x", (Category.from_maps("<s>", maps),)), tmp_path / "s.flame")
    text = (tmp_path / "s.flame").read_text()
    centre = [float(value) for value in text.split('center="')[1].split('"')[0].split()]
    scale = float(text.split('scale="')[1].split('"')[0])
    assert centre == pytest.approx([1, 1], abs=0.05)
    assert scale == pytest.approx(0.9 * 512 / 2, rel=0.05)
