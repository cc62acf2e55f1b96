"""The language of the window: Qt Linguist translations in resources/i18n, English being the source."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator, Signal

from engine.workspace import RESOURCES

LANGUAGES = {"en": "English", "ja": "日本語"}


class Language(QObject):
    """The translation in force.

    Signals
    -------
    changed()
        The translator was replaced; windows built before show the old language until they are built again.
    """

    changed = Signal()

    def __init__(self, code: str) -> None:
        super().__init__()
        self._translators: list[QTranslator] = []
        self.code = code if code in LANGUAGES else system_language()
        self._install()

    def choose(self, code: str) -> None:
        """Use this language from now on."""
        if code != self.code:
            self.code = code
            self._install()
            self.changed.emit()

    def _install(self) -> None:
        application = cast(QCoreApplication, QCoreApplication.instance())
        while self._translators:
            application.removeTranslator(self._translators.pop())
        if self.code == "en":
            return
        # Qt's own words (menus of text fields, Yes and No, the colour and file dialogs) come with Qt.
        of_qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        for name, folder in (("qtbase", of_qt), ("workbench", str(RESOURCES / "i18n"))):
            translator = QTranslator(self)
            if translator.load(f"{name}_{self.code}.qm", folder):
                application.installTranslator(translator)
                self._translators.append(translator)


def system_language() -> str:
    """Return the code of the system's language where there is a translation, else ``en``."""
    code = QLocale.system().name().split("_")[0]
    return code if code in LANGUAGES else "en"
