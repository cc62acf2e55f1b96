"""One data set in the form: ticked or not, how much of it is here, and how to get the rest."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from engine.images.dataset_images import DATASETS
from engine.images.datasets.obtain import obtain
from engine.images.datasets.survey import Finding, SetState, look
from gui.quantities import size_text
from gui.services import Services
from gui.theme import GRID
from gui.training.form.download_line import DownloadLine
from gui.training.form.downloads import data_set_key, downloads
from gui.widgets.form_field import caution_label, problem_label


class TargetRow(QWidget):
    """A data set of the registry, or one of the user's.

    Signals
    -------
    toggled()
        The user ticked it, or took the tick away.
    looked_again()
        Its files were compared, or its download ended.
    """

    toggled = Signal()
    looked_again = Signal()

    def __init__(self, services: Services, name: str) -> None:
        super().__init__()
        self._services = services
        self.name = name
        self._description = DATASETS.get(name)
        self.finding: Finding | None = None
        self.box = QCheckBox(name if self._description else Path(name).name)
        self.box.setToolTip(self._about())
        self._state = QLabel()
        self._state.setProperty("caption", "true")
        self.get = self._button("download")
        self._menu_button = self._button("chevron-down")
        self._menu_button.setToolTip(self.tr("More about {0}").format(self.box.text()))
        self._menu_button.setAccessibleName(self._menu_button.toolTip())
        self._line = DownloadLine(services.theme, downloads(services))
        self._line.show_key(self._key)
        self._problem = problem_label()
        self._caution = caution_label()
        self._note = QLabel(self.tr("Judged by balanced accuracy too."))
        self._note.setProperty("caption", "true")
        self._lay_out()
        self._make_menu()
        self.box.toggled.connect(self._toggled)
        self.get.clicked.connect(self._get)
        downloads(services).changed.connect(self._follow)
        self._show()

    @property
    def _key(self) -> str:
        return data_set_key(self.name)

    def _button(self, icon: str) -> QToolButton:
        button = QToolButton()
        button.setIcon(self._services.theme.icon(icon))
        button.setIconSize(QSize(14, 14))
        button.setFixedHeight(3 * GRID)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(GRID // 2)
        self.box.setMinimumHeight(3 * GRID)
        row.addWidget(self.box, 1)
        for widget in (self._state, self.get, self._menu_button):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        for below in (self._note, self._line, self._problem, self._caution):
            column.addWidget(below)

    def _about(self) -> str:
        known = self._description
        if known is None:
            return self.name
        height, width, channels = known.shape
        kind = self.tr("gray") if channels == 1 else self.tr("colour")
        return self.tr("{0} classes, {1} training and {2} test images, {3} px, {4}").format(
            known.class_count, f"{known.train:,}", f"{known.test:,}", f"{width} × {height}", kind
        )

    def _make_menu(self) -> None:
        menu = QMenu(self)
        self._check_action = menu.addAction(self.tr("Compare with the published sums"), self._verify)
        menu.addAction(self.tr("Open the data folder"), self._open_folder)
        self._menu_button.setMenu(menu)
        self._menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    # ------------------------------------------------------------------ what is there

    def show_finding(self, finding: Finding) -> None:
        """Take up what was found of it."""
        self.finding = finding
        self._show()

    def _show(self) -> None:
        ticked, finding = self.box.isChecked(), self.finding
        here = finding is None or not finding.missing
        self._state.setText(self._state_text())
        self._menu_button.setVisible(ticked and self._description is not None and bool(self._description.files))
        self._check_action.setEnabled(here)
        known = self._description
        self._note.setVisible(ticked and known is not None and known.judged_by_balanced_accuracy)
        self.get.setVisible(not here and not self.on_its_way)
        self._problem.setVisible(bool(self.problem) and not self.on_its_way)
        if finding is not None and finding.fetchable:
            self._offer("download", self.tr("Download {0}, {1}").format(self.name, self._size))
        else:
            self._offer("folder-open", self.tr("Open the folder for the files of {0}").format(self.name))

    def _offer(self, icon: str, tip: str) -> None:
        self.get.setIcon(self._services.theme.icon(icon))
        self.get.setToolTip(tip)
        self.get.setAccessibleName(tip)

    @property
    def on_its_way(self) -> bool:
        """Whether it is being fetched, or waits for its turn."""
        return downloads(self._services).wanted(self._key)

    @property
    def _size(self) -> str:
        return size_text(self.finding.megabytes * 1_000_000) if self.finding is not None else ""

    def _state_text(self) -> str:
        finding = self.finding
        if finding is None:
            return "" if self._description else self.tr("own")
        if finding.state is SetState.BUNDLED:
            return self.tr("bundled")
        if finding.different:
            return self.tr("not as published")
        if not finding.missing:
            return self.tr("found")
        return self._size if finding.fetchable else self.tr("needs files")

    def missing_sentence(self, data: Path) -> str:
        """Return what has to be done before it can be used, empty when it is there; looks at the disk."""
        known = self._description
        missing = known.missing(data) if known is not None else []
        if known is None or not missing:
            return ""
        if self.finding is not None and self.finding.fetchable:
            if self.on_its_way:
                return self.tr("It is on its way.")
            return self.tr("Not here: download {0}, or put its {1} files into {2}.").format(
                self._size, len(missing), data
            )
        return self.tr("Missing: put {0} into {1}; get them from {2}.").format(", ".join(missing), data, known.source)

    @property
    def problem(self) -> str:
        """What is said to be wrong with it."""
        return self._problem.text()

    def set_problem(self, text: str) -> None:
        """Say why it cannot be used; an empty text takes it back."""
        self._problem.setText(text)
        self._problem.setVisible(bool(text) and not self.on_its_way)
        missing = self.finding.missing if self.finding is not None else ()
        self._problem.setToolTip("\n".join(missing) if text else "")
        self.box.setAccessibleDescription(text or self._about())

    def caution(self, text: str) -> None:
        """Say what works and should be known; an empty text takes it back."""
        self._caution.setText(text)
        self._caution.setVisible(bool(text))

    # ------------------------------------------------------------------ getting it

    @Slot()
    def _toggled(self) -> None:
        self._show()
        self.toggled.emit()

    @Slot(str)
    def _follow(self, key: str) -> None:
        """Take up how its download stands."""
        if key == self._key:
            self._show()
            if not self.on_its_way:
                self.looked_again.emit()

    @Slot()
    def _get(self) -> None:
        if self.finding is not None and self.finding.fetchable:
            self.download()
        else:
            self._open_folder()

    def download(self, *, verify: bool = False) -> None:
        """Fetch what is missing; with `verify` also what is not as published."""
        assert self._description is not None
        title = self.tr("Downloading {0}").format(self.name)
        function = partial(obtain, self._description, self._services.workspace.data, verify=verify)
        downloads(self._services).ask(self._key, title, function)

    @Slot()
    def _open_folder(self) -> None:
        folder = self._services.workspace.data
        if self.finding is not None and self.finding.folder is not None:
            folder = self.finding.folder
        folder.mkdir(parents=True, exist_ok=True)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    @Slot()
    def _verify(self) -> None:
        if self._description is None:
            return
        self._state.setText(self.tr("checking…"))
        task = self._services.tasks.start(look, self._description, self._services.workspace.data, verify=True)
        task.finished.connect(self._verified)
        task.failed.connect(self._services.tell_failure)

    @Slot(object)
    def _verified(self, finding: Finding) -> None:
        self.show_finding(finding)
        self.looked_again.emit()
        if not finding.different:
            self._state.setText(self.tr("as published"))
            return
        names = ", ".join(finding.different)
        if finding.description.downloads:
            self.download(verify=True)
            self._services.tell("warning", self.tr("{0} is not as published and is fetched again.").format(names))
        else:
            self.set_problem(self.tr("Not as published: {0}; get the files again.").format(names))
