"""The language of the window: Qt Linguist translations in resources/i18n, English being the source."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QCoreApplication, QLocale, QObject, QTranslator, Signal

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
        self._translator: QTranslator | None = None
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
        if self._translator is not None:
            application.removeTranslator(self._translator)
            self._translator = None
        if self.code == "en":
            return
        translator = QTranslator(self)
        if translator.load(f"workbench_{self.code}.qm", str(RESOURCES / "i18n")):
            application.installTranslator(translator)
            self._translator = translator


def system_language() -> str:
    """Return the code of the system's language where there is a translation, else ``en``."""
    code = QLocale.system().name().split("_")[0]
    return code if code in LANGUAGES else "en"
