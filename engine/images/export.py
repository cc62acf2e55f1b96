"""Category sets drawn into a folder of PNG files, laid out and named as the original FractalDB.

``<folder>/<category>/<category>_<ww>_count_<c>_flip<t>.png`` (weight row, repetition, mirror image) is the
layout of github.com/hirokatsukataoka16/FractalDB-Pretrained-ResNet-PyTorch and an ImageFolder for other
programs. Protocol ``fractaldb`` writes RGB files as the original does, ``fast`` writes gray styles as gray
files, which are half as large (ImageFolder loaders convert them).

Two files beside the class folders make the export resumable: ``fractals.json`` says what is drawn, and
``degenerate.csv`` lists the images that are empty or not finite.
"""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import time
import zlib
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from engine.categories.category_set import CategorySet
from engine.categories.csv_format import file_names
from engine.cores import worker_count
from engine.errors import InputError, StorageError
from engine.progress import Control, Progress, Report, ignore
from engine.render.renderer import RENDERER_VERSION, Outcome, render_images
from engine.render.settings import Protocol, RenderSettings
from engine.sentences import Sentence
from engine.storage import read_json, write_json

MANIFEST = "fractals.json"
DEGENERATE = "degenerate.csv"
_BATCH_IMAGES = 256
_BATCH_POINTS = 40_000_000
_SAMPLES = 16
_PROBED_GROUPS = 64


@dataclass(frozen=True, slots=True)
class DegenerateImage:
    """An image that is empty or not finite: its file inside the folder, and which of the two."""

    file: str
    outcome: str


@dataclass(frozen=True, slots=True)
class ExportResult:
    """What an export did.

    Attributes
    ----------
    images : int
        Files now in the folder.
    written, kept : int
        Files written by this call, and found whole from an earlier one.
    degenerate : tuple of DegenerateImage
        Of all calls; not in the folder when they were to be skipped.
    """

    images: int
    written: int
    kept: int
    degenerate: tuple[DegenerateImage, ...]


@dataclass(frozen=True, slots=True)
class ExportEstimate:
    """What a whole export will take, from a few of its images.

    Attributes
    ----------
    images : int
        Images of the whole export.
    bytes : int
        Sum of the file sizes.
    seconds : float
        On this machine as busy as it is now.
    samples : int
        Images drawn for the estimate; the more, the better it is.
    """

    images: int
    bytes: int
    seconds: float
    samples: int


def estimate_export(
    categories: CategorySet,
    settings: RenderSettings,
    *,
    threads: int | None = None,
    budget_s: float = 1.5,
    on_estimate: Callable[[ExportEstimate], None] | None = None,
    report: Report = ignore,
    control: Control | None = None,
) -> ExportEstimate:
    """Return what an export will take, without writing anything: images spread over all of it are drawn and encoded.

    Parameters
    ----------
    categories, settings, threads
        As for `ImageFolderExport`.
    budget_s : float
        Seconds after which no further images are drawn; the first few always are.
    on_estimate : callable, optional
        Called with each better estimate.
    report, control
        See `engine.progress`.

    Raises
    ------
    Interrupted
        When stopped.
    """
    control = control or Control()
    workers = worker_count(threads)
    total = len(categories) * settings.instances
    rgb = settings.protocol is Protocol.FRACTALDB or settings.style.channels == 3
    groups = _spread_groups(total // settings.flips, _PROBED_GROUPS)
    drawn = size = at = 0
    began = time.monotonic()
    warm, measured_from = 0, began
    estimate = ExportEstimate(total, 0, 0.0, 0)
    with ThreadPoolExecutor(workers) as pool:
        while at < len(groups) and (drawn == warm or time.monotonic() - began < budget_s):
            control.poll()
            # Growing portions: the first answer comes at once, the later ones keep all threads busy as an export does.
            portion = groups[at : at + max(workers, at)]
            at += len(portion)
            chosen = (portion[:, None] * settings.flips + np.arange(settings.flips)).ravel()
            indices, instances = np.divmod(chosen, settings.instances)
            images = render_images(categories.categories, indices, instances, settings, threads=workers).images
            size += sum(pool.map(lambda image: len(encode_png(image, rgb=rgb)), images))
            drawn += len(chosen)
            now = time.monotonic()
            pace = (now - measured_from) / (drawn - warm)
            if not warm:  # compilation and first touches are no part of the pace
                warm, measured_from = drawn, now
            estimate = ExportEstimate(total, round(size / drawn * total), pace * total, drawn)
            report(Progress("estimating", at, len(groups), now - began))
            if on_estimate is not None:
                on_estimate(estimate)
    return estimate


def _spread_groups(groups: int, most: int) -> NDArray[np.int64]:
    """Return up to `most` of `groups` numbers, spread evenly, in an order whose beginnings are spread as well."""
    chosen = np.unique(np.linspace(0, groups - 1, min(most, groups)).astype(np.int64))
    return np.random.default_rng(0).permutation(chosen)


def picture_file(name: str, instance: int, settings: RenderSettings) -> str:
    """Return the file of an image inside the export folder."""
    at = settings.coordinates(instance)
    return f"{name}/{name}_{at.weight_row:02d}_count_{at.count}_flip{at.flip}.png"


class ImageFolderExport:
    """The export of a category set into one folder; made anew, it goes on where the last one ended.

    Parameters
    ----------
    categories : CategorySet
    settings : RenderSettings
    folder : Path
        New, empty, or of an export with the same categories and settings.
    skip_degenerate : bool
        Leave out images that are empty or not finite; the original writes them.
    threads : int, optional
        All cores when None.

    Raises
    ------
    InputError
        When the folder holds anything else, or a category name cannot be a file name.
    StorageError
        When the folder cannot be read or written.

    Attributes
    ----------
    written_bytes : int
        Bytes written by `run` so far; may be read from another thread while it runs.
    """

    def __init__(
        self,
        categories: CategorySet,
        settings: RenderSettings,
        folder: Path,
        *,
        skip_degenerate: bool = False,
        threads: int | None = None,
    ) -> None:
        self._categories = categories
        self._settings = settings
        self._folder = folder
        self._skip_degenerate = skip_degenerate
        self._threads = worker_count(threads)
        self._names = file_names(categories)
        self.written_bytes = 0
        self._claim_folder()
        self._degenerate = self._known_degenerate()
        self._missing = self._find_missing()

    @property
    def total(self) -> int:
        """Images of the whole export."""
        return len(self._categories) * self._settings.instances

    @property
    def missing(self) -> int:
        """Images still to be drawn."""
        return len(self._missing)

    def estimated_bytes(self) -> int:
        """Return about how much disk the missing images need, from a few of them spread over all."""
        if not self.missing:
            return 0
        chosen = self._missing[np.linspace(0, self.missing - 1, min(_SAMPLES, self.missing)).astype(np.int64)]
        drawn = self._draw(chosen)
        sizes = [len(encode_png(image, rgb=self._rgb)) for image in drawn[0]]
        return int(np.mean(sizes) * self.missing)

    def run(self, *, report: Report = ignore, control: Control | None = None) -> ExportResult:
        """Draw and write the missing images.

        Raises
        ------
        StorageError
            When they will not fit on the disk, or cannot be written.
        Interrupted
            When stopped; every file written so far is whole and is kept.
        """
        control = control or Control()
        self._check_space()
        self._make_class_folders()
        flips = self._settings.flips  # mirror images share the renderer's work, so a batch holds all of them
        batch = max(1, min(_BATCH_IMAGES, _BATCH_POINTS // self._settings.points) // flips) * flips
        started = time.monotonic() - control.paused_s
        kept = self.total - self.missing - (len(self._degenerate) if self._skip_degenerate else 0)
        done = written = 0
        pending: list[Future[int]] = []
        with ThreadPoolExecutor(self._threads, thread_name_prefix="png") as pool:
            for start in range(0, self.missing, batch):
                control.poll()
                images, files, outcomes = self._draw(self._missing[start : start + batch])
                # Of the batch before: one batch is encoded while the next is drawn.
                self.written_bytes += _sum(pending)
                good = self._note_degenerate(files, outcomes)
                pending = [pool.submit(self._write, file, images[i]) for i, file in enumerate(files) if good[i]]
                written += len(pending)
                done += len(files)
                elapsed = time.monotonic() - started - control.paused_s
                report(Progress("drawing", done, self.missing, elapsed, self._folder.name))
            self.written_bytes += _sum(pending)
        return ExportResult(kept + written, written, kept, tuple(self._degenerate.values()))

    @property
    def _rgb(self) -> bool:
        return self._settings.protocol is Protocol.FRACTALDB or self._settings.style.channels == 3

    def _draw(self, chosen: NDArray[np.int64]) -> tuple[NDArray[np.uint8], list[str], NDArray[np.uint8]]:
        indices, instances = np.divmod(chosen, self._settings.instances)
        drawn = render_images(self._categories.categories, indices, instances, self._settings, threads=self._threads)
        files = [
            picture_file(self._names[index], instance, self._settings)
            for index, instance in zip(indices.tolist(), instances.tolist(), strict=True)
        ]
        return drawn.images, files, drawn.outcomes

    def _write(self, file: str, image: NDArray[np.uint8]) -> int:
        # Renamed into place but not forced to the disk: a picture lost in a power cut can be drawn again,
        # and forcing a million of them would take hours.
        path = self._folder / file
        temporary = path.with_name(f".{path.name}.part")
        data = encode_png(image, rgb=self._rgb)
        try:
            temporary.write_bytes(data)
            temporary.replace(path)
        except OSError as error:
            raise StorageError(
                Sentence(
                    "Cannot write {0}: {1}. Free some space, then repeat the command to go on.",
                    path,
                    error.strerror or error,
                )
            ) from error
        return len(data)

    def _claim_folder(self) -> None:
        description = json.loads(json.dumps(self._description()))
        manifest = self._folder / MANIFEST
        if manifest.is_file():
            if read_json(manifest) != description:
                raise InputError(
                    Sentence(
                        "{0} holds images of other categories or settings (see {1} there); choose another folder.",
                        self._folder,
                        manifest.name,
                    )
                )
            return
        try:
            if self._folder.is_dir() and any(self._folder.iterdir()):
                raise InputError(Sentence("{0} is not empty; choose a new or empty folder.", self._folder))
        except OSError as error:
            raise StorageError(Sentence("Cannot read {0}: {1}.", self._folder, error.strerror or error)) from error
        write_json(manifest, description)

    def _description(self) -> dict[str, Any]:
        return {
            "set": self._categories.name,
            "categories": self._categories.identity,
            "classes": list(self._names),
            "settings": asdict(self._settings),
            "renderer": RENDERER_VERSION,
        }

    def _find_missing(self) -> NDArray[np.int64]:
        """Return category * instances + instance of every image that is neither there nor known to be skipped."""
        skipped: dict[str, set[str]] = {}
        for file in self._degenerate if self._skip_degenerate else ():
            name, _, picture = file.partition("/")
            skipped.setdefault(name, set()).add(picture)
        instances = self._settings.instances
        endings = [picture_file("", instance, self._settings)[1:] for instance in range(instances)]
        missing = []
        for index, name in enumerate(self._names):
            there = _whole_files(self._folder / name) | skipped.get(name, set())
            absent = (
                [at for at, ending in enumerate(endings) if name + ending not in there] if there else range(instances)
            )
            missing.append(np.array(absent, dtype=np.int64) + index * instances)
        return np.concatenate(missing)

    def _make_class_folders(self) -> None:
        try:
            for name in self._names:
                (self._folder / name).mkdir(exist_ok=True)
        except OSError as error:
            raise StorageError(
                Sentence("Cannot make folders in {0}: {1}.", self._folder, error.strerror or error)
            ) from error

    def _known_degenerate(self) -> dict[str, DegenerateImage]:
        path = self._folder / DEGENERATE
        if not path.is_file():
            return {}
        with path.open(encoding="utf-8", newline="") as stream:
            rows = [row for row in csv.reader(stream) if len(row) == 2]
        return {file: DegenerateImage(file, outcome) for file, outcome in rows}

    def _note_degenerate(self, files: Sequence[str], outcomes: NDArray[np.uint8]) -> NDArray[np.bool_]:
        """Append the degenerate ones to the list, and return which of `files` to write."""
        bad = outcomes != Outcome.OK
        fresh = [
            DegenerateImage(files[i], Outcome(int(outcomes[i])).name.lower())
            for i in np.flatnonzero(bad).tolist()
            if files[i] not in self._degenerate
        ]
        if fresh:
            path = self._folder / DEGENERATE
            try:
                with path.open("a", encoding="utf-8", newline="") as stream:
                    csv.writer(stream, lineterminator="\n").writerows((image.file, image.outcome) for image in fresh)
            except OSError as error:
                raise StorageError(Sentence("Cannot write {0}: {1}.", path, error.strerror or error)) from error
            self._degenerate |= {image.file: image for image in fresh}
        return ~bad if self._skip_degenerate else np.ones(len(files), dtype=np.bool_)

    def _check_space(self) -> None:
        needed, free = self.estimated_bytes(), shutil.disk_usage(self._folder).free
        if needed > free:
            raise StorageError(
                Sentence(
                    "The images need about {0:.1f} GB, but {1} has {2:.1f} GB free; choose another folder, "
                    "or fewer, smaller images.",
                    needed / 1000000000.0,
                    self._folder,
                    free / 1000000000.0,
                )
            )


def encode_png(image: NDArray[np.uint8], *, rgb: bool) -> bytes:
    """Return `image`, shape (S, S, 1 or 3), as PNG.

    Run-length compression: on these pictures it is two to three times faster than zlib's default, and gray
    files are smaller (11 against 12 kB for a patch image of 362 pixels).
    """
    picture = Image.fromarray(image[..., 0] if image.shape[2] == 1 else image)
    stream = io.BytesIO()
    (picture.convert("RGB") if rgb else picture).save(stream, "PNG", compress_type=zlib.Z_RLE)
    return stream.getvalue()


def _sum(pending: Sequence[Future[int]]) -> int:
    return sum(future.result() for future in pending)


def _whole_files(folder: Path) -> set[str]:
    if not folder.is_dir():
        return set()
    with os.scandir(folder) as found:
        return {entry.name for entry in found if entry.name.endswith(".png") and entry.stat().st_size > 0}
