"""Laws of the category formats: what is saved is loaded, and what cannot be loaded is one clear sentence."""

from __future__ import annotations

import string
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.categories.category_set import CategorySet
from engine.categories.files import keeps_provenance, read_categories, write_categories
from engine.errors import InputError, MissingDataError, StorageError, WorkbenchError
from engine.ifs.category import MAX_MAPS, Category

_finite = st.floats(allow_nan=False, allow_infinity=False, width=64)
_file_names = st.text(string.ascii_lowercase + string.digits + "_-", min_size=1, max_size=8)
_texts = st.text(max_size=20).filter(lambda text: not any("\ud800" <= letter <= "\udfff" for letter in text))
_labels = st.text(min_size=1, max_size=8).filter(lambda name: name.isprintable() and name == name.strip())


@st.composite
def _categories(draw: st.DrawFn, name: str) -> Category:
    count = draw(st.integers(1, 7))
    maps = draw(st.lists(st.lists(_finite, min_size=6, max_size=6), min_size=count, max_size=count))
    weights = np.array(draw(st.lists(st.floats(0, 1), min_size=count, max_size=count)))
    weights[draw(st.integers(0, count - 1))] = 1.0
    return Category(name, np.array(maps), weights / weights.sum())


@st.composite
def _sets(draw: st.DrawFn, names: st.SearchStrategy[str]) -> CategorySet:
    chosen = draw(st.lists(names, min_size=1, max_size=4, unique=True))
    provenance = draw(st.dictionaries(_texts, _texts, max_size=3))
    return CategorySet(draw(_texts), tuple(draw(_categories(name)) for name in chosen), provenance)


def _reloaded(categories: CategorySet, file: str) -> CategorySet:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / file
        write_categories(categories, path)
        return read_categories(path)


@pytest.mark.parametrize("file", ["set.npz", "set.json"])
def test_complete_formats_keep_everything(file: str) -> None:
    assert keeps_provenance(Path(file))

    @settings(max_examples=60, deadline=None)
    @given(_sets(_labels))
    def law(categories: CategorySet) -> None:
        assert _reloaded(categories, file) == categories

    law()


@pytest.mark.parametrize("file", ["folder", "set.ifs", "set.flame"])
def test_exchange_formats_keep_names_maps_and_probabilities_to_the_last_bit(file: str) -> None:
    assert not keeps_provenance(Path(file))

    @settings(max_examples=60, deadline=None)
    @given(_sets(_file_names))
    def law(categories: CategorySet) -> None:
        expected = sorted(categories, key=lambda c: c.name) if file == "folder" else list(categories)
        assert list(_reloaded(categories, file)) == expected

    law()


def test_one_category_fits_in_one_csv_file(tmp_path: Path) -> None:
    category = Category("00042", np.array([[0.5, 0, 0, 0.5, 1e-300, -0.0]]), np.array([1.0]))
    path = tmp_path / "00042.csv"
    write_categories(CategorySet("x", (category,)), path)
    assert path.read_bytes() == (
        b"5.000000000000000000e-01,0.000000000000000000e+00,0.000000000000000000e+00,5.000000000000000000e-01,"
        b"1.000000000000000025e-300,-0.000000000000000000e+00,1.000000000000000000e+00\n"
    )
    assert list(read_categories(path)) == [category]


ROW = "0.5,0,0,0.5,0,0,0.5\n"

BAD_CSV = {
    "six columns": (b"0.5,0,0,0.5,0,0\n", "line 1.*6 values.*probability"),
    "eight columns": ((ROW + "1,2,3,4,5,6,7,8\n").encode(), "line 2.*a row of 8 instead of 7"),
    "text": ((ROW + "0.5,0,zero,0.5,0,0,0.5\n").encode(), "line 2: column c is 'zero', not a number"),
    "header": (b"a,b,c,d,e,f,p\n" + ROW.encode(), "line 1: column a is 'a'"),
    "NaN": ((ROW + "0.5,0,0,nan,0,0,0.5\n").encode(), "line 2: column d is nan; give a finite"),
    "inf": (b"-inf,0,0,0.5,0,0,1\n", "line 1: column a is -inf; give a finite"),
    "too large": (b"1e999,0,0,0.5,0,0,1\n", "line 1: column a is '1e999', too large"),
    "python number": (b"1_0,0,0,0.5,0,0,1\n", "'1_0', not a number"),
    "empty": (b"", "is empty"),
    "blank": (b"\n \n", "has no row"),
    "sum 0.9": (b"0.5,0,0,0.5,0,0,0.5\n0.5,0,0,0.5,0,0,0.4\n", r"sum to 0\.9 instead of 1"),
    "negative": (b"0.5,0,0,0.5,0,0,1.5\n0.5,0,0,0.5,0,0,-0.5\n", "not negative"),
    "65 rows": ((ROW * (MAX_MAPS + 1)).encode(), "line 65.*more than 64 rows"),
    "million rows": (ROW.encode() * 10**6, "larger than.*at most 64 rows"),
    "binary": (bytes(range(256)) * 8, "not plain text"),
    "zeros": (b"\0" * 100, "not plain text"),
    "utf-16": (ROW.encode("utf-16"), "not plain text.*UTF-8"),
    "latin-1": ("0,5é".encode("latin-1"), "line 1: not plain text"),
    "semicolons": (b"0.5;0;0;0.5;0;0;1\n", "a row of 1 instead of 7"),
}


@pytest.mark.parametrize(("content", "sentence"), BAD_CSV.values(), ids=BAD_CSV)
@pytest.mark.parametrize("in_folder", [True, False], ids=["folder", "file"])
def test_a_bad_csv_is_one_sentence_with_the_file(
    content: bytes, sentence: str, in_folder: bool, tmp_path: Path
) -> None:
    path = tmp_path / "00007.csv"
    path.write_bytes(content)
    with pytest.raises(InputError, match=sentence) as caught:
        read_categories(tmp_path if in_folder else path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize("ending", [b"\r\n", b"\n", b""])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_one_row_is_a_category_with_any_line_end(ending: bytes, mark: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(mark + b"0.5, 0, 0, .5, 0, 0, 1" + ending)
    categories = read_categories(tmp_path / "a.csv")
    assert categories[0].maps.tolist() == [[0.5, 0, 0, 0.5, 0, 0]]


def test_a_folder_is_read_flat_or_in_the_published_sub_folders_sorted_by_name(tmp_path: Path) -> None:
    text = "0.5,0,0,0.5,0,0,1\n"
    for file in ("csv1/00002.csv", "csv0/00001.csv", "00000.csv", "other/00009.csv", ".hidden.csv", "note.txt"):
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).write_text(text)
    assert read_categories(tmp_path).names == ("00000", "00001", "00002")
    (tmp_path / "csv1" / "00000.csv").write_text(text)
    with pytest.raises(InputError, match="'00000' 2 times"):
        read_categories(tmp_path)


def test_missing_and_unknown_places_are_named(tmp_path: Path) -> None:
    with pytest.raises(MissingDataError, match="holds no CSV file"):
        read_categories(tmp_path)
    with pytest.raises(MissingDataError, match="no file or folder"):
        read_categories(tmp_path / "nowhere.csv")
    (tmp_path / "set.xls").write_text("x")
    with pytest.raises(InputError, match=r"'\.xls'"):
        read_categories(tmp_path / "set.xls")


def _one(name: str = "a") -> CategorySet:
    return CategorySet("x", (Category(name, np.array([[0.5, 0, 0, 0.5, 0, 0]]), np.array([1.0])),))


@pytest.mark.parametrize("name", ["a/b", "..", "a:b", "a.", "x" * 300])
def test_names_that_are_no_file_names_do_not_reach_the_disk(name: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be a file name"):
        write_categories(_one(name), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_folder_with_other_categories_is_not_mixed_up(tmp_path: Path) -> None:
    write_categories(_one("a"), tmp_path)
    write_categories(_one("a"), tmp_path)
    with pytest.raises(InputError, match="already holds other categories"):
        write_categories(_one("b"), tmp_path)


def test_several_categories_do_not_fit_in_one_csv_file(tmp_path: Path) -> None:
    two = CategorySet("x", (*_one("a"), *_one("b")))
    with pytest.raises(InputError, match="can hold one category"):
        write_categories(two, tmp_path / "x.csv")
    both = CategorySet("x", (*_one("a"), *_one("A")))
    with pytest.raises(InputError, match="differ only in case"):
        write_categories(both, tmp_path / "x")


def test_an_unwritable_place_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for destination in ("file/x.npz", "file/x.json", "file/x.ifs", "file/x.flame", "file/x"):
        with pytest.raises(StorageError, match="Cannot write"):
            write_categories(_one(), tmp_path / destination)


def _with(change: Callable[[dict[str, np.ndarray]], object]) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        arrays: dict[str, np.ndarray] = {
            "maps": np.zeros((3, 6)),
            "probabilities": np.array([0.5, 0.5, 1.0]),
            "offsets": np.array([0, 2, 3]),
        }
        change(arrays)
        np.savez(path, **arrays)

    return write


def test_an_archive_without_names_counts_from_zero(tmp_path: Path) -> None:
    _with(lambda arrays: None)(tmp_path / "bare.npz")
    categories = read_categories(tmp_path / "bare.npz")
    assert categories.name == "bare"
    assert categories.names == ("00000", "00001")
    assert [category.size for category in categories] == [2, 1]


BAD_NPZ = {
    "no offsets": (lambda a: a.pop("offsets"), "'offsets'"),
    "five columns": (lambda a: a.update(maps=np.zeros((3, 5))), r"\(3, 5\)"),
    "float32": (lambda a: a.update(maps=np.zeros((3, 6), np.float32)), "float32"),
    "falling offsets": (lambda a: a.update(offsets=np.array([0, 3, 2])), "offsets"),
    "overflowing offsets": (lambda a: a.update(offsets=np.array([0, 2, 4])), "offsets"),
    "float offsets": (lambda a: a.update(offsets=np.array([0.0, 2.0, 3.0])), "offsets"),
    "few names": (lambda a: a.update(names=np.array(["a"])), "1 names for 2"),
    "bad provenance": (lambda a: a.update(provenance=np.array("[1")), "provenance"),
    "objects": (lambda a: a.update(names=np.array([{}, []], dtype=object)), "not a whole NumPy archive"),
    "sum": (lambda a: a.update(probabilities=np.array([0.5, 0.4, 1.0])), r"sum to 0\.9"),
}


@pytest.mark.parametrize(("change", "sentence"), BAD_NPZ.values(), ids=BAD_NPZ)
def test_a_bad_archive_is_one_sentence(change: Callable[..., object], sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "set.npz"
    _with(change)(path)
    with pytest.raises(InputError, match=sentence) as caught:
        read_categories(path)
    assert str(path) in str(caught.value)


@pytest.mark.parametrize("extension", ["npz", "json", "ifs", "flame", "csv"])
def test_no_truncation_or_junk_escapes_as_anything_but_a_sentence(extension: str, tmp_path: Path) -> None:
    whole = tmp_path / f"whole.{extension}"
    write_categories(_one(), whole)
    data = whole.read_bytes()
    path = tmp_path / f"part.{extension}"
    rng = np.random.default_rng(3)
    damaged = [data[:length] for length in np.linspace(0, len(data) - 3, 25).astype(int)]
    for _ in range(100):
        junk = bytearray(data)
        junk[rng.integers(len(junk))] = rng.integers(256)
        damaged.append(bytes(junk))
    for content in damaged:
        path.write_bytes(content)
        message = _refusal(path)
        assert message is None or str(path) in message


def _refusal(path: Path) -> str | None:
    try:
        read_categories(path)
    except WorkbenchError as error:
        return str(error)
    return None


BAD_JSON = {
    "list": ("[]", "no category set"),
    "no format": ('{"categories": []}', "no category set"),
    "version": ('{"format": "fractal categories", "version": 2}', "version 2"),
    "nan": ('{"format": "fractal categories", "version": 1, "x": NaN}', "NaN"),
    "none": ('{"format": "fractal categories", "version": 1, "categories": []}', "empty"),
    "five": (
        '{"format": "fractal categories", "version": 1, "categories": [{"name": "q", "maps": [[1,2,3,4,5]]}]}',
        "category 1.*q.*six numbers",
    ),
    "text": (
        '{"format": "fractal categories", "version": 1, "categories": [{"name": "q", "maps": [[1,2,3,4,5,"6"]]}]}',
        "six numbers",
    ),
    "deep": ("[" * 100_000, "not valid JSON"),
}


@pytest.mark.parametrize(("text", "sentence"), BAD_JSON.values(), ids=BAD_JSON)
def test_bad_json_is_one_sentence(text: str, sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "set.json"
    path.write_text(text)
    with pytest.raises(InputError, match=sentence) as caught:
        read_categories(path)
    assert str(path) in str(caught.value)


def test_json_without_probabilities_follows_the_determinants(tmp_path: Path) -> None:
    path = tmp_path / "set.json"
    path.write_text(
        '{"format": "fractal categories", "version": 1, "categories": [{"maps": [[0.5,0,0,0.5,0,0],[1,0,0,0.75,0,0]]}]}'
    )
    assert read_categories(path)[0].probabilities.tolist() == [0.25, 0.75]


def test_json_whose_determinants_overflow_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "set.json"
    path.write_text('{"format": "fractal categories", "version": 1, "categories": [{"maps": [[1e300,0,0,1e300,0,0]]}]}')
    with pytest.raises(InputError, match="finite"):
        read_categories(path)
