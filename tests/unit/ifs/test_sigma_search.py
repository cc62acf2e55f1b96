"""The search over the sigma-factor stream: the stream itself, the fill rate, stop and go on."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.errors import InputError, Interrupted, StorageError
from engine.ifs.category import Category
from engine.ifs.measures import fill_rate
from engine.ifs.sigma_factor import sample_sigma_factor
from engine.ifs.sigma_search import search_sigma_factor
from engine.progress import Control


def test_without_a_fill_rate_it_is_the_stream() -> None:
    assert search_sigma_factor(40, seed=5) == sample_sigma_factor(40, seed=5)


def test_a_fill_rate_keeps_those_of_the_stream_that_fill_enough() -> None:
    examined: list[int] = []
    found = search_sigma_factor(4, seed=2, fill_rate=0.15, on_examined=examined.append)
    stream = sample_sigma_factor(examined[-1], seed=2)
    expected = [category.identity for category in stream if fill_rate(category) >= 0.15][:4]
    assert [category.identity for category in found] == expected
    assert [category.name for category in found] == ["00000", "00001", "00002", "00003"]
    assert examined == sorted(examined)


def test_a_stopped_search_goes_on_to_the_same_result(tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    control = Control()

    def stop_at_two(index: int, _category: Category) -> None:
        if index == 2:
            control.stop()

    with pytest.raises(Interrupted, match="kept in"):
        search_sigma_factor(60, seed=3, fill_rate=0.1, on_found=stop_at_two, control=control, state=state)
    again: list[int] = []
    resumed = search_sigma_factor(60, seed=3, fill_rate=0.1, on_found=lambda index, _: again.append(index), state=state)
    assert again == list(range(60))
    assert resumed == search_sigma_factor(60, seed=3, fill_rate=0.1)
    assert search_sigma_factor(3, seed=3, fill_rate=0.1, state=state) == resumed[:3]


def test_a_state_of_another_search_or_a_broken_one_is_refused(tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    search_sigma_factor(2, seed=3, state=state)
    with pytest.raises(InputError, match="seed 3, not 4"):
        search_sigma_factor(2, seed=4, state=state)
    with pytest.raises(InputError, match=r"fill rate 0.*not 0\.1"):
        search_sigma_factor(2, seed=3, fill_rate=0.1, state=state)
    for broken in ('{"seed": 3}', "[1]", '{"seed": 3, "fill_rate": 0, "examined": 1, "elapsed_s": 0, "generator": {}}'):
        state.write_text(broken)
        with pytest.raises(StorageError, match="not a whole search state"):
            search_sigma_factor(2, seed=3, state=state)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [({"count": 0}, "at least 1"), ({"count": 1, "seed": -1}, "0 or more"), ({"count": 1, "fill_rate": 0.5}, "0.3815")],
)
def test_what_cannot_be_searched_is_a_sentence(arguments: dict[str, int], sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        search_sigma_factor(**arguments)  # type: ignore[arg-type]
