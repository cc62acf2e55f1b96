"""The loop: it learns, repeats itself, and goes on from any batch as if it had never stopped."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn

from engine.errors import InputError, Interrupted
from engine.images.labelled import LabelledImages, Split
from engine.models.backbones import build_backbone
from engine.progress import Control
from engine.training.control import TrainingControl
from engine.training.events import EpochEvent, EvaluationEvent, Event, PreparedEvent, StepEvent, TrainingResult
from engine.training.loop import train
from engine.training.precision import LEAST_GAIN
from engine.training.settings import Augmentation, TrainingSettings

# mobilenet_v3_small has dropout and batch normalisation, and is small.
NETWORK = "mobilenet_v3_small"
SIZE = 16
STEPS = 4


def stripes(count: int = 34, split: Split = "train", seed: int = 0) -> LabelledImages:
    """Three classes: horizontal stripes, vertical stripes, plain, all with noise."""
    rng = np.random.default_rng(seed)
    labels = np.arange(count) % 3
    images = rng.integers(0, 60, (count, SIZE, SIZE, 1))
    images[labels == 0, ::4] += 150
    images[labels == 1, :, ::4] += 150
    return LabelledImages("stripes", split, images.astype(np.uint8), labels, ("rows", "columns", "plain"))


def make_settings(**values: object) -> TrainingSettings:
    defaults = {
        "epochs": 2,
        "batch_size": 8,
        "learning_rate": 0.02,
        "schedule": "cosine",
        "precision": "float32",
        "augmentation": Augmentation(padding=2, horizontal_flip=True),
    }
    return TrainingSettings.model_validate(defaults | values)


def network(classes: int = 3) -> nn.Module:
    return build_backbone(NETWORK, classes, seed=7)


class Recorder:
    """Keeps events, and does something on one of them."""

    def __init__(self, when: Callable[[Event], bool] = lambda _event: False, then: Callable[[], None] | None = None):
        self.events: list[Event] = []
        self._when, self._then = when, then

    def __call__(self, event: Event) -> None:
        self.events.append(event)
        if self._then is not None and self._when(event):
            self._then()

    def of(self, kind: type) -> list[Event]:
        return [event for event in self.events if isinstance(event, kind)]

    @property
    def losses(self) -> list[float]:
        return [event.loss for event in self.events if isinstance(event, StepEvent)]


def run(
    folder: Path,
    settings: TrainingSettings,
    recorder: Recorder | None = None,
    control: Control | None = None,
    **options: object,
) -> tuple[nn.Module, TrainingResult]:
    model = network()
    result = train(
        model,
        settings,
        stripes(),
        stripes(21, "validation", 1),
        stripes(21, "test", 2),
        checkpoints=folder,
        events=recorder or Recorder(),
        control=control,
        **({"threads": 1} | options),  # type: ignore[arg-type]
    )
    return model, result


def same_weights(first: nn.Module, second: nn.Module) -> bool:
    one, two = first.state_dict(), second.state_dict()
    return all(torch.equal(one[name], two[name]) for name in one)


def figures(result: TrainingResult) -> list[dict[str, object]]:
    """Everything of a result that must repeat: all but the times."""
    epochs = [asdict(event) | {"seconds": 0} for event in result.epochs]
    scores = [(result.test.loss, result.test.confusion.tolist(), result.validation.loss)]  # type: ignore[union-attr]
    return [*epochs, {"scores": scores, "images": result.images, "best": (result.best_epoch, result.best_accuracy)}]


def test_network_learns_and_the_result_says_so(tmp_path: Path) -> None:
    model = build_backbone("resnet18", 3, seed=7)
    data = stripes(96)
    result = train(model, make_settings(epochs=6), data, None, stripes(30, "test", 2), checkpoints=tmp_path, threads=1)
    assert result.epochs[-1].train_loss < 0.5 * result.epochs[0].train_loss
    assert result.test is not None
    assert result.test.accuracy > 0.8
    assert result.validation is None
    assert result.best_epoch is None
    assert result.images == 6 * 96


@pytest.mark.parametrize(
    ("precision", "optimizer", "threads"),
    [("float32", "sgd", 1), ("bfloat16", "adamw", 1), ("float32", "adamw", 2), ("bfloat16", "sgd", 2)],
)
def test_run_repeats_bit_for_bit(tmp_path: Path, precision: str, optimizer: str, threads: int) -> None:
    settings = make_settings(precision=precision, optimizer=optimizer, epochs=1)
    first, one = run(tmp_path / "a", settings, threads=threads)
    torch.rand(3)
    second, two = run(tmp_path / "b", settings, threads=threads)
    assert same_weights(first, second)
    assert figures(one) == figures(two)


def test_seed_changes_the_run(tmp_path: Path) -> None:
    first, _ = run(tmp_path / "a", make_settings(epochs=1))
    second, _ = run(tmp_path / "b", make_settings(epochs=1, seed=2))
    assert not same_weights(first, second)


STOPS = {
    "first step": lambda event: isinstance(event, StepEvent) and (event.epoch, event.step) == (0, 1),
    "middle of an epoch": lambda event: isinstance(event, StepEvent) and (event.epoch, event.step) == (1, 2),
    "last step of an epoch": lambda event: isinstance(event, StepEvent) and (event.epoch, event.step) == (0, STEPS),
    "evaluation": lambda event: isinstance(event, EvaluationEvent) and (event.epoch, event.split) == (0, "validation"),
    "end of an epoch": lambda event: isinstance(event, EpochEvent) and event.epoch == 0,
    "test": lambda event: isinstance(event, EvaluationEvent) and event.split == "test",
}


CASES = [(place, precision, "sgd") for place in STOPS for precision in ("float32", "bfloat16")]
CASES += [("middle of an epoch", precision, "adamw") for precision in ("float32", "bfloat16")]


@pytest.mark.parametrize(("place", "precision", "optimizer"), CASES)
def test_resumed_run_equals_the_uninterrupted_one(
    tmp_path: Path, place: str, precision: str, optimizer: str, uninterrupted: dict[str, tuple[nn.Module, list, list]]
) -> None:
    settings = make_settings(precision=precision, optimizer=optimizer)
    control = Control()
    before = Recorder(STOPS[place], control.stop)
    with pytest.raises(Interrupted, match=r"^Stopped (in|after) epoch .*the checkpoint is written"):
        run(tmp_path, settings, before, control)
    after = Recorder()
    model, result = run(tmp_path, settings, after)
    key = f"{precision} {optimizer}"
    if key not in uninterrupted:
        recorder = Recorder()
        whole, whole_result = run(tmp_path / "whole", settings, recorder)
        uninterrupted[key] = (whole, figures(whole_result), recorder.losses)
    expected, expected_figures, losses = uninterrupted[key]
    assert same_weights(model, expected)
    assert figures(result) == expected_figures
    assert before.losses + after.losses == losses
    assert len(after.losses) < len(losses)


@pytest.fixture(scope="module")
def uninterrupted() -> dict[str, tuple[nn.Module, list, list]]:
    return {}


def test_stop_after_epoch_ends_with_a_whole_epoch(tmp_path: Path) -> None:
    control = TrainingControl()
    recorder = Recorder(lambda event: isinstance(event, StepEvent) and event.step == 2, control.stop_after_epoch)
    with pytest.raises(Interrupted, match="Stopped after epoch 1 of 2"):
        run(tmp_path, make_settings(), recorder, control)
    assert len(recorder.losses) == STEPS
    again = Recorder()
    run(tmp_path, make_settings(), again)
    prepared = again.of(PreparedEvent)[0]
    assert isinstance(prepared, PreparedEvent)
    assert (prepared.epoch, prepared.step, prepared.resumed_from) == (1, 0, "last.pt")
    assert [event.epoch for event in prepared.history] == [0]


def test_stop_after_the_last_epoch_finishes_the_run(tmp_path: Path) -> None:
    control = TrainingControl()
    control.stop_after_epoch()
    _, result = run(tmp_path, make_settings(epochs=1), control=control)
    assert result.test is not None


def test_killed_run_goes_on_from_the_last_epoch(tmp_path: Path) -> None:
    class Killed(BaseException):
        pass

    def kill() -> None:
        raise Killed

    settings = make_settings()
    recorder = Recorder(lambda event: isinstance(event, StepEvent) and (event.epoch, event.step) == (1, 3), kill)
    with pytest.raises(Killed):
        run(tmp_path / "a", settings, recorder)
    after = Recorder()
    model, result = run(tmp_path / "a", settings, after)
    whole, expected = run(tmp_path / "b", settings)
    assert len(after.losses) == STEPS
    assert same_weights(model, whole)
    assert figures(result) == figures(expected)


def test_checkpoints_are_written_within_long_epochs(tmp_path: Path) -> None:
    seen = []

    def look() -> None:
        seen.append((tmp_path / "last.pt").exists())

    recorder = Recorder(lambda event: isinstance(event, StepEvent), look)
    run(tmp_path, make_settings(epochs=1), recorder, checkpoint_every_s=0.0)
    assert seen == [False] + [True] * (STEPS - 1)


def test_finished_run_is_evaluated_again_and_not_trained(tmp_path: Path) -> None:
    _, first = run(tmp_path, make_settings(epochs=1))
    recorder = Recorder()
    _, second = run(tmp_path, make_settings(epochs=1), recorder)
    assert recorder.losses == []
    assert figures(first) == figures(second)


def test_truncated_checkpoint_falls_back_to_the_one_before(tmp_path: Path) -> None:
    settings = make_settings()
    _, expected = run(tmp_path, settings)
    last = tmp_path / "last.pt"
    last.write_bytes(last.read_bytes()[:-1000])
    recorder = Recorder()
    _, result = run(tmp_path, settings, recorder)
    prepared = recorder.of(PreparedEvent)[0]
    assert isinstance(prepared, PreparedEvent)
    assert (prepared.epoch, prepared.resumed_from) == (1, "previous.pt")
    assert figures(result) == figures(expected)


def test_damaged_checkpoints_are_one_sentence(tmp_path: Path) -> None:
    for name in ("last.pt", "previous.pt"):
        (tmp_path / name).write_bytes(b"PK\x03\x04 not a checkpoint")
    with pytest.raises(
        InputError, match=r"No checkpoint in .* can be read \(last.pt: .*delete them to start"
    ) as caught:
        run(tmp_path, make_settings())
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"learning_rate": 0.5}, "learning_rate was 0.02 and is 0.5"),
        ({"seed": 9}, "seed was 1 and is 9"),
        ({"augmentation": Augmentation()}, "augmentation was"),
    ],
)
def test_checkpoint_of_other_settings_is_refused(tmp_path: Path, change: dict[str, object], message: str) -> None:
    run(tmp_path, make_settings(epochs=1))
    with pytest.raises(InputError, match=message):
        run(tmp_path, make_settings(epochs=1, **change))


def test_divergence_is_explained_and_leaves_the_good_checkpoint(tmp_path: Path) -> None:
    settings = make_settings(learning_rate=100.0, schedule="constant", momentum=0.99, weight_decay=1.0, epochs=30)
    with pytest.raises(InputError, match=r"Training diverged: .* in epoch \d+.*rate 10 instead of 100, .*clip_norm"):
        run(tmp_path, settings)
    for path in tmp_path.glob("*.pt"):
        state = torch.load(path, weights_only=True)["model"]
        assert all(bool(torch.isfinite(value).all()) for value in state.values())


def test_pause_holds_and_does_not_count(tmp_path: Path) -> None:
    control = Control()
    recorder = Recorder(
        lambda event: isinstance(event, StepEvent) and (event.epoch, event.step) == (0, 2), control.pause
    )
    results = []
    worker = threading.Thread(target=lambda: results.append(run(tmp_path, make_settings(epochs=1), recorder, control)))
    worker.start()
    deadline = time.monotonic() + 30
    while len(recorder.losses) < 2 and time.monotonic() < deadline:
        time.sleep(0.01)
    time.sleep(1.0)
    assert len(recorder.losses) == 2
    control.resume()
    worker.join(timeout=60)
    assert not worker.is_alive()
    assert len(recorder.losses) == STEPS
    assert control.paused_s > 0.8
    last = recorder.of(StepEvent)[-1]
    assert isinstance(last, StepEvent)
    seconds = results[0][1].epochs[0].seconds
    assert seconds < 60
    assert last.elapsed_s <= seconds


def test_events_come_in_order_and_complete(tmp_path: Path) -> None:
    recorder = Recorder()
    run(tmp_path, make_settings(epochs=2), recorder)
    glimpses = ("BatchEvent", "FiltersEvent", "EvaluatedEvent")  # as often as the clock says
    kinds = [type(event).__name__ for event in recorder.events if type(event).__name__ not in glimpses]
    epoch = ["StepEvent"] * STEPS + ["EvaluationEvent", "SavingEvent", "EpochEvent"]
    assert kinds == ["PreparedEvent", *epoch, *epoch, "EvaluationEvent"]
    steps = [event for event in recorder.events if isinstance(event, StepEvent)]
    assert [(event.epoch, event.step) for event in steps] == [(e, s) for e in range(2) for s in range(1, STEPS + 1)]
    assert steps[-1].remaining_s < steps[0].remaining_s
    assert all(event.images_per_s > 0 for event in steps)


def test_evaluations_follow_the_setting_and_the_last_epoch(tmp_path: Path) -> None:
    _, result = run(tmp_path, make_settings(epochs=5, evaluate_every=3))
    assert [event.epoch for event in result.epochs if event.validation_accuracy is not None] == [2, 4]
    assert result.best_epoch in (2, 4)


def test_confusion_matrix_and_accuracies_agree(tmp_path: Path) -> None:
    _, result = run(tmp_path, make_settings(epochs=1))
    assert result.test is not None
    confusion = result.test.confusion
    assert confusion.sum(axis=1).tolist() == [7, 7, 7]
    assert result.test.accuracy == np.trace(confusion) / 21
    assert result.test.class_accuracy.tolist() == (np.diagonal(confusion) / 7).tolist()
    assert result.test.balanced_accuracy == pytest.approx(result.test.accuracy)


def test_balanced_accuracy_weighs_classes_alike_and_skips_absent_ones(tmp_path: Path) -> None:
    data = stripes(24, "test", 2)
    keep = np.flatnonzero((data.labels == 0) | ((data.labels == 1) & (np.arange(24) < 6)))
    uneven = LabelledImages("uneven", "test", data.images[keep], data.labels[keep], data.classes)
    result = train(network(), make_settings(epochs=1), stripes(), None, uneven, checkpoints=tmp_path, threads=1)
    assert result.test is not None
    rows = result.test.confusion[:2]
    assert result.test.balanced_accuracy == pytest.approx((rows[0, 0] / rows[0].sum() + rows[1, 1] / rows[1].sum()) / 2)
    assert np.isnan(result.test.class_accuracy[2])


def test_automatic_precision_is_measured_once_and_kept(tmp_path: Path) -> None:
    control = Control()
    recorder = Recorder(lambda event: isinstance(event, StepEvent) and event.step == 2, control.stop)
    with pytest.raises(Interrupted):
        run(tmp_path, make_settings(precision="auto"), recorder, control)
    again = Recorder()
    run(tmp_path, make_settings(precision="auto"), again)
    first, second = recorder.events[0], again.events[0]
    assert isinstance(first, PreparedEvent)
    assert isinstance(second, PreparedEvent)
    assert first.precision == second.precision
    assert first.precision.float32_ms is not None
    assert first.precision.bfloat16_ms is not None
    faster = first.precision.float32_ms / first.precision.bfloat16_ms >= LEAST_GAIN
    assert first.precision.precision == ("bfloat16" if faster else "float32")


def test_measuring_leaves_no_trace_in_the_numbers(tmp_path: Path) -> None:
    _, measured = run(tmp_path / "a", make_settings(epochs=1, precision="auto"))
    _, fixed = run(tmp_path / "b", make_settings(epochs=1, precision=measured.precision.precision))
    assert figures(measured) == figures(fixed)


def test_process_is_left_as_it_was(tmp_path: Path) -> None:
    torch.manual_seed(3)
    before = torch.get_rng_state(), torch.get_num_threads()
    train(network(), make_settings(epochs=1), stripes(), checkpoints=tmp_path, threads=1)
    assert torch.equal(before[0], torch.get_rng_state())
    assert before[1] == torch.get_num_threads()


def test_threads_of_the_checkpoint_are_kept(tmp_path: Path) -> None:
    control = Control()
    recorder = Recorder(lambda event: isinstance(event, StepEvent), control.stop)
    data = stripes()
    with pytest.raises(Interrupted):
        train(network(), make_settings(), data, checkpoints=tmp_path, threads=1, events=recorder, control=control)
    result = train(network(), make_settings(), data, checkpoints=tmp_path, threads=2)
    assert result.threads == 1


@pytest.mark.parametrize("size", [2, 5])
def test_sets_smaller_than_a_batch_are_one_batch(tmp_path: Path, size: int) -> None:
    result = train(network(), make_settings(epochs=2), stripes(size), checkpoints=tmp_path, threads=1)
    assert result.images == 2 * size


def test_other_number_of_classes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"stripes \(train\) has 3 classes and the network gives 4 scores"):
        train(network(4), make_settings(), stripes(), checkpoints=tmp_path)


def test_single_picture_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="1 training image; give two or more"):
        train(network(), make_settings(), stripes(1), checkpoints=tmp_path)
