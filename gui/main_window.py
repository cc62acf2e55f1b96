"""The frame: tabs on top, pages, message bar, status bar, menus."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QEvent, QSize, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QCloseEvent, QKeySequence
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui.language import LANGUAGES, Language
from gui.services import Activity, Services
from gui.tasks import Task
from gui.theme import GRID
from gui.widgets.activity_bar import ActivityBar
from gui.widgets.command_palette import CommandPalette
from gui.widgets.keys_page import KeysPage
from gui.widgets.message_bar import MessageBar
from gui.widgets.tab import Section, Tab


@dataclass(frozen=True, slots=True)
class _Page:
    name: str
    icon: str
    module: str
    class_name: str


_PAGES = (
    _Page("explorer", "shapes", "gui.explorer.explorer_tab", "ExplorerTab"),
    _Page("training", "graduation-cap", "gui.training.training_tab", "TrainingTab"),
    _Page("analysis", "chart-column", "gui.analysis.analysis_tab", "AnalysisTab"),
)


class MainWindow(QMainWindow):
    """The window. A tab is imported and built when it is first shown, so that the first one is up at once.

    Signals
    -------
    workspace_chosen(str)
        The user wants to work in this folder instead.
    """

    workspace_chosen = Signal(str)

    def __init__(self, services: Services, language: Language) -> None:
        super().__init__()
        self.services = services
        self._language = language
        self._tabs: dict[str, Tab] = {}
        self._stoppable: dict[str, Task] = {}
        self.setWindowTitle("FractalDB Workbench")
        self.setMinimumSize(960, 600)
        self._bar = QTabBar()
        self._bar.setObjectName("tabs")
        self._bar.setExpanding(False)
        self._bar.setUsesScrollButtons(False)
        self._bar.setAccessibleName(self.tr("Tabs"))
        self._stack = QStackedWidget()
        self._messages = MessageBar(services.theme)
        for page, title in zip(_PAGES, self._titles(), strict=True):
            self._bar.addTab(services.theme.icon(page.icon), title)
            self._stack.addWidget(QWidget())
        self._lay_out()
        self._build_menus()
        self._build_status()
        self._bar.currentChanged.connect(self._show_page)
        hub = services.hub
        hub.message.connect(self._messages.show_message)
        hub.message_over.connect(self._messages.take_back)
        hub.navigate.connect(self.navigate)
        hub.stop_requested.connect(self._stop_task)
        hub.pause_requested.connect(self._pause_task)
        services.tasks.started.connect(self._watch_task)
        services.theme.changed.connect(self._redraw_icons)
        self._restore()

    # ------------------------------------------------------------------ building

    def _titles(self) -> tuple[str, ...]:
        return (self.tr("Explorer"), self.tr("Training"), self.tr("Analysis"))

    def _lay_out(self) -> None:
        header = QHBoxLayout()
        header.setContentsMargins(GRID, 0, GRID, 0)
        header.addWidget(self._bar)
        header.addStretch(1)
        header.addWidget(self._workspace_button())
        self._search_button = self._header_button("search", self.tr("Find a command (Ctrl+K)"))
        self._search_button.clicked.connect(self.open_palette)
        self._help_button = self._header_button("circle-help", self.tr("Keys of this tab (F1)"))
        self._help_button.clicked.connect(self.show_keys)
        header.addWidget(self._search_button)
        header.addWidget(self._help_button)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(header)
        around = QVBoxLayout()
        around.setContentsMargins(GRID, 0, GRID, 0)
        around.addWidget(self._messages)
        column.addLayout(around)
        column.addWidget(self._stack, 1)
        centre = QWidget()
        centre.setLayout(column)
        self.setCentralWidget(centre)

    def _workspace_button(self) -> QToolButton:
        root = self.services.workspace.root
        button = QToolButton()
        button.setText(self.tr("Workspace: {0}").format(root.name))
        button.setToolTip(self.tr("{0}\nOpen another workspace").format(root))
        button.clicked.connect(self.choose_workspace)
        return button

    @Slot()
    def choose_workspace(self) -> None:
        """Ask for a folder and open it as the workspace."""
        start = str(self.services.workspace.root.parent)
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Open a workspace"), start)
        if chosen:
            self.workspace_chosen.emit(chosen)

    @Slot()
    def open_shelf(self) -> None:
        """Show the figures that were kept."""
        from gui.figures.shelf_page import open_shelf

        open_shelf(self.services, self)

    def _header_button(self, icon: str, tip: str) -> QToolButton:
        button = QToolButton()
        button.setIcon(self.services.theme.icon(icon))
        button.setIconSize(QSize(18, 18))
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        return button

    def _action(self, text: str, key: str | QKeySequence.StandardKey, slot: object) -> QAction:
        action = QAction(text, self)
        if key != "":
            action.setShortcut(QKeySequence(key))
        action.triggered.connect(slot)
        self.addAction(action)
        return action

    def _build_menus(self) -> None:
        file_menu = self.menuBar().addMenu(self.tr("&File"))
        file_menu.addAction(self._action(self.tr("&Open a workspace…"), "Ctrl+Alt+O", self.choose_workspace))
        file_menu.addAction(self._action(self.tr("Figure shelf…"), "Ctrl+Alt+L", self.open_shelf))
        file_menu.addAction(self._action(self.tr("&Quit"), QKeySequence.StandardKey.Quit, self.close))
        self._tab_menu = self.menuBar().addMenu(self.tr("&Tab"))
        self._tab_menu.aboutToShow.connect(self._fill_tab_menu)
        view = self.menuBar().addMenu(self.tr("&View"))
        for index, title in enumerate(self._titles()):
            view.addAction(self._action(title, f"Ctrl+{index + 1}", lambda *_, at=index: self._bar.setCurrentIndex(at)))
        view.addSeparator()
        schemes = (
            ("system", self.tr("Look: as the system")),
            ("light", self.tr("Look: light")),
            ("dark", self.tr("Look: dark")),
        )
        group = QActionGroup(self)
        for scheme, text in schemes:
            action = self._action(text, "", lambda *_, chosen=scheme: self._choose_scheme(chosen))
            action.setCheckable(True)
            action.setChecked(self.services.theme.scheme == scheme)
            group.addAction(action)
            view.addAction(action)
        view.addSeparator()
        languages = QActionGroup(self)
        for code, name in LANGUAGES.items():
            # A language is named in itself, whatever the language of the window.
            action = self._action(name, "", lambda *_, chosen=code: self._language.choose(chosen))
            action.setCheckable(True)
            action.setChecked(self._language.code == code)
            languages.addAction(action)
            view.addAction(action)
        help_menu = self.menuBar().addMenu(self.tr("&Help"))
        help_menu.addAction(self._action(self.tr("Keys of this tab"), "F1", self.show_keys))
        help_menu.addAction(self._action(self.tr("Find a command"), "Ctrl+K", self.open_palette))

    def _build_status(self) -> None:
        self._activity = ActivityBar(self.services.hub, self.services.theme)
        self.statusBar().addWidget(self._activity, 1)
        self.statusBar().setSizeGripEnabled(False)

    def _restore(self) -> None:
        self.resize(1280, 760)
        geometry = self.services.settings.get_bytes("window/geometry")
        if geometry is not None:
            self.restoreGeometry(geometry)
        names = [page.name for page in _PAGES]
        last = self.services.settings.get("window/tab", "explorer")
        index = names.index(last) if last in names else 0
        self._bar.setCurrentIndex(index)
        self._show_page(index)

    # ------------------------------------------------------------------ pages

    def tab(self, name: str) -> Tab:
        """Return the tab of this name, building it if need be."""
        if name not in self._tabs:
            index = next(at for at, page in enumerate(_PAGES) if page.name == name)
            module = importlib.import_module(_PAGES[index].module)
            tab: Tab = getattr(module, _PAGES[index].class_name)(self.services)
            self._tabs[name] = tab
            placeholder = self._stack.widget(index)
            assert placeholder is not None
            self._stack.insertWidget(index, tab)
            self._stack.removeWidget(placeholder)
            placeholder.deleteLater()
        return self._tabs[name]

    @property
    def current_tab(self) -> Tab:
        """The visible tab."""
        return self.tab(_PAGES[self._bar.currentIndex()].name)

    @Slot(int)
    def _show_page(self, index: int) -> None:
        tab = self.tab(_PAGES[index].name)
        self._stack.setCurrentWidget(tab)
        self.services.settings.set("window/tab", _PAGES[index].name)
        tab.shown()

    @Slot(str, object)
    def navigate(self, name: str, payload: object) -> None:
        """Show the tab of this name and hand it `payload` unless that is None."""
        self._bar.setCurrentIndex(next(at for at, page in enumerate(_PAGES) if page.name == name))
        if payload is not None:
            self.tab(name).receive(payload)

    @Slot()
    def _fill_tab_menu(self) -> None:
        self._tab_menu.clear()
        for section in self.current_tab.sections:
            menu = self._tab_menu.addMenu(section.title) if section.title else self._tab_menu
            menu.addActions([action for action in section.actions if action.text()])

    # ------------------------------------------------------------------ commands

    @Slot()
    def open_palette(self) -> None:
        """Show the command palette."""
        CommandPalette([*self.current_tab.actions(), *self.actions()], self).open()

    @Slot()
    def show_keys(self) -> None:
        """Show the keys of the current tab."""
        KeysPage([*self.current_tab.sections, Section(self.tr("Window"), self.actions())], self).open()

    def _choose_scheme(self, scheme: str) -> None:
        self.services.settings.set("window/scheme", scheme)
        self.services.theme.choose(scheme)  # type: ignore[arg-type]

    @Slot()
    def _redraw_icons(self) -> None:
        # Icons look the palette up while they are painted; a tab bar keeps what it painted before.
        for index, page in enumerate(_PAGES):
            self._bar.setTabIcon(index, self.services.theme.icon(page.icon))

    # ------------------------------------------------------------------ background work

    @Slot(object)
    def _watch_task(self, task: Task) -> None:
        key = f"task {task.id}"
        hub = self.services.hub
        self._stoppable[key] = task
        self._announce_task(key)
        task.progressed.connect(self._follow_task)
        task.ended.connect(lambda: hub.activity.emit(Activity(key, "", running=False)))
        task.ended.connect(lambda: self._stoppable.pop(key, None))

    @Slot()
    def _follow_task(self) -> None:
        self._announce_task(f"task {cast(Task, self.sender()).id}")

    def _announce_task(self, key: str) -> None:
        task = self._stoppable[key]
        progress, paused = task.progress, task.control.paused
        text = self.tr("{0}, paused").format(task.title) if paused else task.title
        fraction = progress.fraction if progress is not None and progress.total else None
        left = progress.remaining_s if progress is not None and not paused else None
        self.services.hub.activity.emit(Activity(key, text, fraction, left, pausable=task.pausable))

    @Slot(str)
    def _pause_task(self, key: str) -> None:
        """Pause a task, or let it go on."""
        task = self._stoppable.get(key)
        if task is not None and task.pausable:
            if task.control.paused:
                task.control.resume()
            else:
                task.control.pause()
            self._announce_task(key)

    @Slot(str)
    def _stop_task(self, key: str) -> None:
        task = self._stoppable.get(key)
        if task is not None:
            task.cancel()

    # ------------------------------------------------------------------ end

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not all(tab.close_requested() for tab in self._tabs.values()):
            event.ignore()
            return
        self.services.settings.set_bytes("window/geometry", self.saveGeometry())
        self.services.settings.save()
        event.accept()
