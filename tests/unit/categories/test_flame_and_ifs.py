"""Flame and .ifs files of other programs: what is read, and what is refused with a reason."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.categories.category_set import CategorySet
from engine.categories.files import read_categories, write_categories
from engine.categories.notes import Notes
from engine.errors import InputError
from engine.ifs.category import Category
from tests.unit.categories import hostile

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


# ---------------------------------------------------------------------- what is changed or left out, and said so


def _noted(tmp_path: Path, text: str, file: str = "f.flame", encoding: str = "utf-8") -> tuple[CategorySet, str]:
    (tmp_path / file).write_text(text, encoding=encoding)
    notes = Notes()
    return read_categories(tmp_path / file, notes), "\n".join(notes.sentences)


def _orbit(maps: np.ndarray, choices: np.ndarray, start: np.ndarray) -> np.ndarray:
    points = [start]
    for choice in choices:
        a, b, c, d, e, f = maps[choice]
        x, y = points[-1]
        points.append(np.array([a * x + b * y + e, c * x + d * y + f]))
    return np.array(points)


def test_several_flames_of_which_some_cannot_be_read(tmp_path: Path) -> None:
    text = f'<f><flame name="a">{XFORM}</flame><flame name="b">{XFORM}<xform julian="1" coefs="1 0 0 1 0 0"/></flame>'
    text += f'<flame name="c">{XFORM}</flame></f>'
    read, notes = _noted(tmp_path, text)
    assert read.names == ("a", "c")
    assert notes.count("\n") == 0
    assert "Left out." in notes
    assert "flame b, xform 2: julian='1' is not affine" in notes
    with pytest.raises(InputError, match="flame b, xform 2"):
        read_categories(tmp_path / "f.flame")


def test_when_nothing_can_be_read_the_first_reason_is_given_and_the_rest_counted(tmp_path: Path) -> None:
    bad = '<flame name="{}"><xform bubble="1" coefs="1 0 0 1 0 0"/></flame>'
    with pytest.raises(InputError, match=r"flame a, xform 1: bubble.*None of the 2 categories"):
        _noted(tmp_path, f"<f>{bad.format('a')}{bad.format('b')}</f>")


@pytest.mark.parametrize(("kind", "added"), [("3", 2), ("-1", 1), ("-3", 3), ("1", 0), ("2", 1)])
def test_a_symmetry_becomes_the_rotations_and_the_mirror_image_of_flam3(kind: str, added: int, tmp_path: Path) -> None:
    half = '<xform weight="1" linear="1" coefs=".5 0 0 .5 1 0"/>'
    (category,), notes = _noted(tmp_path, _flame(half, f'<symmetry kind="{kind}"/>'))
    assert category.size == 1 + added
    assert category.probabilities.tolist() == [1 / (1 + added)] * (1 + added)
    assert ("became" in notes) == bool(added)
    linear = category.maps[1:, :4].reshape(-1, 2, 2)
    determinants = np.round(np.linalg.det(linear), 12).tolist()
    assert determinants == [-1.0] * kind.startswith("-") + [1.0] * (added - kind.startswith("-"))
    assert (category.maps[1:, 4:] == 0).all()
    order = abs(int(kind))
    for matrix in linear[kind.startswith("-") :]:
        assert np.linalg.matrix_power(matrix, order) == pytest.approx(np.eye(2), abs=1e-12)
    if kind == "2":
        assert category.maps[1].tolist() == [-1, 0, 0, -1, 0, 0]
    if kind.startswith("-"):
        assert category.maps[1].tolist() == [-1, 0, 0, 1, 0, 0]


def test_an_affine_final_transform_is_worked_into_the_maps(tmp_path: Path) -> None:
    xforms = (
        '<xform weight="1" linear="1" coefs=".5 .1 -.2 .4 1 0"/><xform weight="1" linear="1" coefs="0 .6 .3 0 0 2"/>'
    )
    (plain,), _ = _noted(tmp_path, _flame(xforms))
    (seen,), notes = _noted(tmp_path, _flame(xforms, '<finalxform linear="2" coefs="1 0.5 0 1 3 4"/>'))
    assert "final transform was worked into the maps" in notes
    choices = np.random.default_rng(1).integers(0, 2, 40)
    transform = np.array([[2.0, 0.0], [1.0, 2.0]])
    shift = np.array([6.0, 8.0])
    start = np.array([0.3, -0.2])
    drawn = _orbit(plain.maps, choices, start) @ transform.T + shift
    np.testing.assert_allclose(_orbit(seen.maps, choices, transform @ start + shift), drawn, rtol=0, atol=1e-12)
    (same,), notes = _noted(tmp_path, _flame(xforms, '<finalxform linear="1" coefs="1 0 0 1 0 0"/>'))
    assert same == plain
    assert "final" not in notes


def test_older_ways_of_writing_linear_are_read(tmp_path: Path) -> None:
    (category,), _ = _noted(
        tmp_path,
        _flame(
            '<xform weight="1" var1="0" coefs="1 2 3 4 5 6"/><xform weight="1" var="0.5 0 0 0" coefs="2 0 0 2 0 0"/>'
            '<xform weight="2" linear="0.5" linear3D="0.5" flatten="1" coefs="1 2 3 4 5 6" symmetry="1"/>'
        ),
    )
    assert category.maps.tolist() == [[1, 3, 2, 4, 5, 6], [1, 0, 0, 1, 0, 0], [1, 3, 2, 4, 5, 6]]
    assert category.probabilities.tolist() == [0.25, 0.25, 0.5]


def test_what_a_category_cannot_hold_is_noted(tmp_path: Path) -> None:
    read, notes = _noted(
        tmp_path,
        '<f><flame name="x"><xform linear="1" opacity="0" color="0.5" coefs="1 0 0 1 0 0" dc_what="sometimes"/>'
        '<xform linear="1" plotmode="off" color="1" coefs="1 0 0 1 0 0"/></flame>'
        f'<flame name="x">{XFORM}</flame></f>',
    )
    assert read.names == ("x", "x-2")
    assert "flame x, xform 1: it is hidden" in notes
    assert "flame x, xform 2: it is hidden" in notes
    assert notes.count("colours and views are not kept") == 1
    assert "'dc_what' is not known" in notes
    assert "'x' is taken or cannot be printed; it is now x-2" in notes


def test_chaos_that_changes_nothing_is_no_reason_to_refuse(tmp_path: Path) -> None:
    same = '<xform weight="1" linear="1" chaos="2 2" coefs="1 2 3 4 5 6"/>'
    (category,), notes = _noted(tmp_path, _flame(same * 2))
    assert category.size == 2
    assert notes == ""


def test_names_in_the_encodings_of_japanese_programs_survive(tmp_path: Path) -> None:
    for declared, encoding in (("Shift_JIS", "cp932"), ("EUC-JP", "euc-jp"), ("UTF-16", "utf-16"), ("UTF-8", "utf-8")):
        text = f'<?xml version="1.0" encoding="{declared}"?><flames><flame name="龍の曲線">{XFORM}</flame></flames>'
        read, _ = _noted(tmp_path, text, encoding=encoding)
        assert read.names == ("龍の曲線",)


def test_our_own_flames_read_back_without_a_note(tmp_path: Path) -> None:
    maps = np.array([[0.5, 0.1, -0.2, 0.5, e, f] for e, f in ((0, 0), (1, 0), (0, 1))])
    one = CategorySet("x", (Category.from_maps("a", maps),))
    write_categories(one, tmp_path / "s.flame")
    notes = Notes(strict=True)
    assert list(read_categories(tmp_path / "s.flame", notes)) == list(one)
    assert notes.sentences == ()


def test_ifs_leaves_three_dimensions_out_by_name_and_skips_comments(tmp_path: Path) -> None:
    start = "comment {\nThis is { not an entry\n}\nfern(3D) {\n1 2 3\n}\n"
    (tmp_path / "f.ifs").write_text(start + FERN + "fern {\n1 2 3 4 5 6 .5 }")
    notes = Notes()
    read = read_categories(tmp_path / "f.ifs", notes)
    told = "\n".join(notes.sentences)
    assert read.names == ("fern", "dragon", "fern-2")
    assert "line 4: fern(3D) is three-dimensional" in told
    assert "'fern' is taken" in told
    with pytest.raises(InputError, match="three-dimensional"):
        read_categories(tmp_path / "f.ifs")


def test_ifs_says_where_the_remainder_went(tmp_path: Path) -> None:
    _, notes = _noted(tmp_path, "x {\n1 0 0 1 0 0 .25\n1 0 0 1 0 0 .5 }", "f.ifs")
    assert "last map of x takes the remaining probability 0.75 instead of 0.5" in notes


def test_notes_are_bounded(tmp_path: Path) -> None:
    bad = "".join(f'<flame name="{i}"><xform bubble="1" coefs="1 0 0 1 0 0"/></flame>' for i in range(1000))
    (tmp_path / "f.flame").write_text(f'<f>{bad}<flame name="ok">{XFORM}</flame></f>')
    notes = Notes()
    assert read_categories(tmp_path / "f.flame", notes).names == ("ok",)
    assert notes.left_out == 1000
    assert len(notes.sentences) <= 201
    assert notes.sentences[-1] == "And 800 more."


# ---------------------------------------------------------------------- Chaotica


def test_a_world_of_chaotica_is_read_where_it_is_affine(tmp_path: Path) -> None:
    (category,), notes = _noted(tmp_path, hostile.chaos_world(), "dragon.chaos")
    assert category.name == "dragon"
    assert "colours and views are not kept" in notes
    # x axis (0, 0.5), y axis (-0.25, 0), all doubled by the variation; then y is tripled and moved.
    assert category.maps[1].tolist() == [0, -0.5, 1, 0, 2, -4]
    assert category.maps[0].tolist() == [0, -0.5, 3, 0, 2.5, -11.5]
    assert category.probabilities.tolist() == pytest.approx([0.25, 0.75])


BAD_CHAOS = {
    "variation": (
        hostile.chaos_world(hostile.chaos_iterator(1, "", "sineblur")),
        "iterator 1: 'sineblur' is not affine",
    ),
    "no iterator": ("<world><IFS/></world>", "no iterator"),
    "no angle": (
        hostile.chaos_world('<iterator><affine2 name="Pre affine"/></iterator>'),
        "iterator 1: 'Pre affine' needs an angle",
    ),
    "no variation": (
        hostile.chaos_world("<iterator><flam3_transform/></iterator>"),
        "iterator 1: it has no linear variation",
    ),
    "depends": (
        hostile.chaos_world(hostile.chaos_iterator(1, "").replace('2 weight">1', '2 weight">0')),
        "depend on each other",
    ),
    "no number": (hostile.chaos_world(hostile.chaos_iterator(1, "").replace(">2<", ">two<")), "'two', not a number"),
    "deep": ("<world>" + "<a>" * 100, "deeper than any world"),
    "many": (hostile.chaos_world(hostile.chaos_iterator(1, "") * 65), "more than 64 maps"),
}


@pytest.mark.parametrize(("text", "sentence"), BAD_CHAOS.values(), ids=BAD_CHAOS)
def test_a_world_that_is_not_affine_is_refused_with_the_reason(text: str, sentence: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=sentence) as caught:
        _noted(tmp_path, text, "w.chaos")
    assert str(tmp_path / "w.chaos") in str(caught.value)
