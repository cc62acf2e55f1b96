import csv
import json
import signal

import pytest

import main as program
from engine.categories.catalogue import fractaldb_1k
from engine.categories.files import read_categories
from engine.commands import search
from engine.ifs import sigma_factor
from engine.ifs.measures import fill_rate, measure

SMALL = ["--points", "3000", "--fill-rate", "0.0095"]


@pytest.fixture
def command(tmp_path, capsys):
    """Run the program and return status, stdout and stderr."""
    before = signal.getsignal(signal.SIGINT)

    def run(*words):
        status = program.main([*map(str, words), "--workspace", str(tmp_path / "workspace")])
        return status, *capsys.readouterr()

    yield run
    signal.signal(signal.SIGINT, before)


def test_search_writes_the_published_files(command, tmp_path):
    status, out, _ = command("search", "--categories", 3, "--out", tmp_path / "found", "--json")
    assert (status, json.loads(out)["categories"]) == (0, 3)
    assert sorted(path.name for path in tmp_path.joinpath("found").glob("*.csv")) == [f"0000{i}.csv" for i in range(3)]
    assert read_categories(tmp_path / "found").categories == fractaldb_1k().categories[:3]


def test_an_interrupted_search_goes_on_with_the_same_command(command, tmp_path, monkeypatch):
    words = ["search", "--categories", 90, *SMALL, "--out"]
    assert command(*words, tmp_path / "whole")[0] == 0
    write = search._write
    written = []

    def interrupting(category, folder):
        write(category, folder)
        written.append(category)
        if len(written) == 40:
            signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(search, "_write", interrupting)
    status, _, err = command(*words, tmp_path / "parted")
    assert status == 130
    assert "of 90 categories found" in err
    assert "Start the same search again to go on" in err
    monkeypatch.undo()
    assert command(*words, tmp_path / "parted")[0] == 0
    for path in sorted((tmp_path / "whole").glob("*.csv")):
        assert (tmp_path / "parted" / path.name).read_bytes() == path.read_bytes()


def test_svd_writes_the_sampled_categories(command, tmp_path):
    assert command("search", "--protocol", "svd", "--categories", 4, "--seed", 8, "--out", tmp_path / "svd")[0] == 0
    assert list(read_categories(tmp_path / "svd").categories) == sigma_factor.sample_sigma_factor(4, seed=8)


def test_svd_keeps_those_that_fill_enough_and_goes_on_with_more(command, tmp_path):
    words = ["search", "--protocol", "svd", "--fill-rate", 0.15, "--seed", 8, "--out", tmp_path / "svd", "--categories"]
    assert command(*words, 2)[0] == 0
    assert command(*words, 4)[0] == 0
    found = read_categories(tmp_path / "svd").categories
    assert [category.name for category in found] == ["00000", "00001", "00002", "00003"]
    assert all(fill_rate(category) >= 0.15 for category in found)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--fill-rate", "0.5"], "Lower the fill rate or use more points"),
        (["--categories", "0"], "at least 1"),
        (["--seed", "-3"], "seed is -3"),
        (["--threads", "0"], "1 to 256"),
        (["--protocol", "svd", "--points", "500"], "leave it out with svd"),
        (["--protocol", "svd", "--fill-rate", "0.5"], "the most that 100,000 points can cover"),
    ],
)
def test_bad_search_arguments_end_with_one_sentence_and_status_2(command, tmp_path, words, message):
    status, out, err = command("search", "--out", tmp_path / "found", *words)
    assert (status, out) == (2, "")
    assert message in err
    assert "Traceback" not in err
    assert not (tmp_path / "found").exists()


def test_search_never_writes_over_other_categories(command, tmp_path):
    folder = tmp_path / "found"
    assert command("search", "--protocol", "svd", "--categories", 2, "--out", folder)[0] == 0
    before = (folder / "00000.csv").read_bytes()
    status, _, err = command("search", "--protocol", "svd", "--categories", 2, "--seed", 2, "--out", folder)
    assert status == 2
    assert "keeps a search with seed 1, not 2" in err
    (folder / "search-state.json").unlink()
    status, _, err = command("search", "--protocol", "svd", "--categories", 2, "--seed", 2, "--out", folder)
    assert status == 2
    assert "already holds another category; choose a new or empty folder" in err
    assert (folder / "00000.csv").read_bytes() == before


def test_search_into_a_file_is_refused(command, tmp_path):
    (tmp_path / "file").write_text("")
    status, _, err = command("search", "--categories", 1, *SMALL, "--out", tmp_path / "file")
    assert status == 2
    assert "Traceback" not in err


def test_measure_writes_a_table_of_the_measures(command, tmp_path):
    command("search", "--categories", 2, "--out", tmp_path / "found")
    status, out, _ = command("measure", "--categories", tmp_path / "found", "--out", tmp_path / "m.csv", "--json")
    assert status == 0
    with (tmp_path / "m.csv").open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    expected = [measure(category) for category in fractaldb_1k().categories[:2]]
    assert [row["name"] for row in rows] == ["00000", "00001"]
    assert [float(row["lyapunov"]) for row in rows] == [measures.lyapunov for measures in expected]
    assert [float(row["fill"]) for row in rows] == [measures.fill for measures in expected]
    assert [float(row["dimension"]) for row in rows] == [measures.dimension for measures in expected]
    summary = json.loads(out)["summary"]["lyapunov"]
    assert summary["smallest"] <= summary["median"] <= summary["largest"] < 0


def test_measuring_what_leaves_the_numbers_leaves_a_blank_summary_and_valid_json(command, tmp_path):
    (tmp_path / "grows.csv").write_text("2,0,0,2,1,1,1\n")
    words = ["measure", "--categories", tmp_path / "grows.csv", "--out", tmp_path / "m.csv"]
    status, out, _ = command(*words, "--json")
    assert status == 0
    assert json.loads(out, parse_constant=pytest.fail)["summary"]["dimension"]["median"] is None
    assert command(*words)[0] == 0


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--categories", "nowhere"], "nowhere"),
        (["--categories", "fractaldb-1k", "--weight-step", "0.6"], "weight step is 0.6"),
        (["--categories", "fractaldb-1k", "--threads", "0"], "at least 1"),
    ],
)
def test_bad_measure_arguments_end_with_one_sentence_and_status_2(command, tmp_path, words, message):
    status, _, err = command("measure", "--out", tmp_path / "m.csv", *words)
    assert status == 2
    assert message in err
    assert "Traceback" not in err
