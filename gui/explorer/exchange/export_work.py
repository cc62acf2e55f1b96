"""The export of pictures as long work: what is under way is written down, so that it goes on after a kill."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot

from engine.categories.category_set import CategorySet
from engine.categories.npz_format import read_npz, write_npz
from engine.errors import WorkbenchError
from engine.progress import Control, Progress, Report
from engine.render.settings import RenderSettings
from engine.storage import read_json, write_json
from gui.explorer.exchange.long_work import LongWork
from gui.services import Services

_RECORD = "export.json"


@dataclass(frozen=True, eq=False, slots=True)
class ExportOrder:
    """What to draw, how, and where to."""

    categories: CategorySet
    settings: RenderSettings
    folder: Path
    skip_degenerate: bool

    @property
    def images(self) -> int:
        """Images of the whole export."""
        return len(self.categories) * self.settings.instances


@dataclass(frozen=True, slots=True)
class ExportMoment:
    """How far an export is: images there before it began, drawn since, and bytes written since."""

    total: int
    before: int
    drawn: int
    written_bytes: int


@dataclass(frozen=True, slots=True)
class ExportEnd:
    """What a finished export left behind."""

    folder: Path
    images: int
    degenerate: int


class ExportWork(LongWork):
    """Exports one order at a time."""

    key = "export"

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._record = services.workspace.root / _RECORD
        self.order: ExportOrder | None = None
        self.moment: ExportMoment | None = None
        self.partial.connect(self._take_moment)
        self.finished.connect(self._finish)
        self._restore()

    @property
    def unfinished(self) -> ExportOrder | None:
        """The order that was stopped, or cut off by the end of the program; None while there is none."""
        return self.order if self.idle else None

    def start(self, order: ExportOrder) -> None:
        """Export, going on with what the folder already holds."""
        self.order = order
        self.moment = None
        kept = self._services.workspace.cache / "exports" / f"{order.categories.identity}.npz"
        self.begin(self.tr("Exporting images of {0}").format(order.categories.name), _export, order, self._record, kept)

    @Slot()
    def go_on(self) -> None:
        """Take up the unfinished order."""
        if self.unfinished is not None:
            self.start(self.unfinished)

    @Slot()
    def forget(self) -> None:
        """Give the unfinished order up; its pictures stay where they are."""
        if self.unfinished is not None:
            self.order = None
            with contextlib.suppress(OSError):
                self._record.unlink(missing_ok=True)
            self.changed.emit()

    @Slot(object)
    def _take_moment(self, moment: ExportMoment) -> None:
        self.moment = moment

    @Slot(object)
    def _finish(self, end: ExportEnd) -> None:
        self.order = None
        text = self.tr("{0:n} images are in {1}.").format(end.images, end.folder)
        if end.degenerate:
            text += " " + self.tr("{0:n} are empty or not finite; degenerate.csv there lists them.").format(
                end.degenerate
            )
        self._services.tell("success", text)

    def _restore(self) -> None:
        if not self._record.exists():
            return
        # What cannot be taken up again is nothing to worry anybody about: the folder says the same when chosen.
        with contextlib.suppress(WorkbenchError, KeyError, TypeError, ValueError):
            stored = read_json(self._record)
            self.order = ExportOrder(
                read_npz(Path(stored["categories"])),
                RenderSettings(**stored["settings"]),
                Path(stored["folder"]),
                bool(stored["skip_degenerate"]),
            )


def _export(
    order: ExportOrder,
    record: Path,
    kept: Path,
    *,
    partial: Callable[[ExportMoment], None],
    report: Report,
    control: Control,
) -> ExportEnd:
    from engine.images.export import ImageFolderExport

    if not kept.exists():
        write_npz(order.categories, kept)
    stored: dict[str, Any] = {
        "folder": str(order.folder),
        "categories": str(kept),
        "settings": asdict(order.settings),
        "skip_degenerate": order.skip_degenerate,
    }
    export = ImageFolderExport(order.categories, order.settings, order.folder, skip_degenerate=order.skip_degenerate)
    write_json(record, stored)
    before = export.total - export.missing
    partial(ExportMoment(export.total, before, 0, 0))

    def tell(progress: Progress) -> None:
        partial(ExportMoment(export.total, before, progress.done, export.written_bytes))
        report(progress)

    result = export.run(report=tell, control=control)
    record.unlink(missing_ok=True)
    return ExportEnd(order.folder, result.images, len(result.degenerate))
