"""Own sets: every version stays, provenance is kept, names are safe."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from engine.categories.catalogue import available_sets, fractaldb_1k, resolve_set
from engine.categories.category_set import CategorySet
from engine.categories.difference import difference
from engine.categories.files import read_categories, write_categories
from engine.categories.library import Library, check_set_name
from engine.categories.splitting import split_after, split_at_quantile, split_randomly, split_where
from engine.errors import InputError, MissingDataError
from engine.ifs.category import Category
from engine.workspace import Workspace


def some(*positions: int, name: str = "mine") -> CategorySet:
    chosen = fractaldb_1k().subset(positions, name)
    return CategorySet(name, chosen.categories, {"edit": f"{len(positions)}"})


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "sets")


def put(library: Library, name: str, categories: CategorySet) -> int:
    number = library.next_number(name)
    library.write(name, number, categories)
    return number


# ---------------------------------------------------------------------- versions


def test_the_newest_version_is_what_everybody_finds(library: Library, tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    put(library, "mine", some(1, 2))
    put(library, "mine", some(1, 2, 3))
    assert resolve_set("mine", workspace) == some(1, 2, 3)
    assert list(available_sets(workspace)) == ["fractaldb-1k", "mine"]
    assert [version.number for version in library.versions("mine")] == [1, 2]
    assert library.read("mine", 1) == some(1, 2)


def test_a_version_is_never_overwritten(library: Library) -> None:
    number = put(library, "mine", some(1))
    with pytest.raises(InputError, match="never overwritten"):
        library.write("mine", number, some(2))
    assert library.read("mine", number) == some(1)


def test_pointing_back_and_forth_keeps_the_bytes(library: Library) -> None:
    put(library, "mine", some(1))
    first = library.place("mine").read_bytes()
    put(library, "mine", some(2))
    library.point("mine", 1)
    assert library.current("mine") == 1
    assert library.place("mine").read_bytes() == first
    library.point("mine", None)
    assert library.current("mine") is None
    assert library.names() == []
    assert library.deleted() == ["mine"]
    library.point("mine", 2)
    assert library.read("mine", 2) == some(2)
    assert library.next_number("mine") == 3


def test_a_file_from_elsewhere_becomes_a_version_first(library: Library) -> None:
    put(library, "mine", some(1))
    write_categories(some(7, 8), library.place("mine"))
    assert library.current("mine") == 2
    assert library.read("mine", 2) == some(7, 8)
    assert library.current("mine") == 2


def test_the_versions_are_named_by_their_content(library: Library) -> None:
    put(library, "mine", some(4, 5))
    (version,) = library.versions("mine")
    assert version.path.name == f"0001-{some(4, 5).identity}.npz"


def test_versions_go_with_a_new_name(library: Library) -> None:
    put(library, "old", some(1, name="old"))
    put(library, "old", some(2, name="old"))
    put(library, "new", some(3, name="new"))
    assert library.copy_versions("old", "new") == {1: 2, 2: 3}
    assert library.read("new", 2).categories == some(1).categories


def test_notes_are_read_without_the_categories(library: Library) -> None:
    put(library, "mine", some(1, 2, 3))
    put(library, "mine", some(1))
    newest, oldest = library.notes("mine")
    assert (newest.version.number, newest.count, newest.edit) == (2, 1, "1")
    assert (oldest.version.number, oldest.count, oldest.edit) == (1, 3, "3")
    newest.version.path.write_bytes(b"damaged")
    assert "not a whole" in library.notes("mine")[0].edit


def test_a_version_that_is_gone_is_a_sentence(library: Library) -> None:
    put(library, "mine", some(1))
    shutil.rmtree(library.folder / ".versions")
    with pytest.raises(MissingDataError, match="restore the folder"):
        library.point("mine", 1)


# ---------------------------------------------------------------------- names


@pytest.mark.parametrize("name", ["Leaves", "葉 1", "a-b_c (2)", "a.b"])
def test_usable_names(name: str) -> None:
    assert check_set_name(name) == name


@pytest.mark.parametrize("name", ["", " a", "a/b", "..", ".a", "a.", "con", "COM1.x", "a\nb", "x" * 81, "a:b", 'a"'])
def test_unusable_names(name: str) -> None:
    with pytest.raises(InputError):
        check_set_name(name)


def test_names_that_differ_in_case_alone_are_taken() -> None:
    with pytest.raises(InputError, match="already"):
        check_set_name("Leaves", ["leaves"])


# ---------------------------------------------------------------------- provenance


@pytest.mark.parametrize("extension", [".npz", ".json"])
def test_the_origin_of_each_category_is_kept(extension: str, tmp_path: Path) -> None:
    origins = {"00001": {"how": "mutated", "parent": "abc", "seed": "7"}, "gone": {"how": "x"}}
    whole = CategorySet("mine", some(1, 2).categories, {"protocol": "fractaldb"}, origins)
    assert set(whole.origins) == {"00001"}
    path = tmp_path / f"set{extension}"
    write_categories(whole, path)
    again = read_categories(path)
    assert again == whole
    assert again.origins["00001"]["seed"] == "7"
    assert again.subset(["00001"]).origins == whole.origins
    assert again != CategorySet("mine", whole.categories, {"protocol": "fractaldb"})


@pytest.mark.parametrize("text", ["[1]", '{"a": 1}', "{"])
def test_damaged_origins_are_a_sentence(text: str, tmp_path: Path) -> None:
    import numpy as np

    path = tmp_path / "set.npz"
    write_categories(some(1), path)
    with np.load(path) as stored:
        arrays = dict(stored)
    arrays["origins"] = np.array(text)
    np.savez(path, **arrays)
    with pytest.raises(InputError, match="origins"):
        read_categories(path)


# ---------------------------------------------------------------------- difference


def test_a_difference_says_what_happened_to_each() -> None:
    first = some(0, 1, 2, 3, 4)
    one, two, three = first[1], first[2], first[3]
    renamed = Category("leaf", one.maps, one.probabilities)
    changed = Category(two.name, three.maps * 0.5, three.probabilities)
    second = CategorySet("b", (first[4], first[0], renamed, changed, fractaldb_1k()[9]))
    found = difference(first, second)
    assert found.renamed == ((one, renamed),)
    assert found.changed == ((two, changed),)
    assert found.removed == (three,)
    assert found.added == (fractaldb_1k()[9],)
    assert found.kept == 2
    assert found.reordered
    assert not found.same


def test_a_set_does_not_differ_from_itself() -> None:
    found = difference(fractaldb_1k(), fractaldb_1k())
    assert found.same
    assert found.kept == 1000


def test_swapped_names_are_two_renamings() -> None:
    a, b = fractaldb_1k()[0], fractaldb_1k()[1]
    swapped = CategorySet("x", (Category(b.name, a.maps, a.probabilities), Category(a.name, b.maps, b.probabilities)))
    found = difference(CategorySet("x", (a, b)), swapped)
    assert len(found.renamed) == 2
    assert not found.changed


# ---------------------------------------------------------------------- splitting


def test_a_random_split_is_a_partition_and_repeats() -> None:
    first, second = split_randomly(1000, 0.8, 3)
    assert len(first) == 800
    assert sorted([*first, *second]) == list(range(1000))
    assert list(first) == sorted(first)
    again, _ = split_randomly(1000, 0.8, 3)
    other, _ = split_randomly(1000, 0.8, 4)
    assert list(again) == list(first)
    assert list(other) != list(first)


def test_a_random_split_is_the_same_everywhere() -> None:
    assert split_randomly(10, 0.3, 1)[0].tolist() == [4, 7, 8]


def test_a_split_at_a_quantile_takes_the_smallest() -> None:
    first, second = split_at_quantile([3.0, float("nan"), 1.0, 2.0, 1.0], 0.6)
    assert first.tolist() == [2, 3, 4]
    assert second.tolist() == [0, 1]


def test_a_split_after_the_first_few_and_by_a_condition() -> None:
    assert [part.tolist() for part in split_after(4, 1)] == [[0], [1, 2, 3]]
    assert [part.tolist() for part in split_where([False, True, True])] == [[1, 2], [0]]


@pytest.mark.parametrize("first", [0, 4, 9])
def test_a_part_without_anything_is_refused(first: int) -> None:
    with pytest.raises(InputError, match="at least one"):
        split_after(4, first)
    with pytest.raises(InputError, match="seed"):
        split_randomly(4, 0.5, -1)
