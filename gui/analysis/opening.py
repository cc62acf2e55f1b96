"""Where a class comes from: its category in the explorer, its folder of pictures; of a data set, a word."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices

from engine.analysis.request import AnalysisRequest, SourceKind
from gui.services import Services


def open_class(services: Services, request: AnalysisRequest, name: str) -> None:
    """Show where the class called `name` of what `request` analysed comes from."""
    if request.kind is SourceKind.CATEGORIES:
        services.hub.navigate.emit("explorer", (request.source, name))
        return
    folder = Path(request.source) / name
    if request.kind is SourceKind.FOLDER and folder.is_dir():
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
        return
    text = QCoreApplication.translate("OpenClass", "{0} is a class of {1}, not a category; its images are shown below.")
    services.tell("info", text.format(name, request.source))
