"""What becomes of training when the window is closed: asked once, or as it was answered before."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtWidgets import QCheckBox, QMessageBox, QWidget

from gui.settings import Settings

SETTING = "training/closing"


class Closing(StrEnum):
    """The answers."""

    KEEP = "keep"
    PAUSE = "pause"
    STOP = "stop"
    STAY = "stay"


def remembered(settings: Settings) -> Closing | None:
    """Return the answer that is to hold without asking."""
    stored = settings.get(SETTING, "")
    return Closing(stored) if stored in (Closing.KEEP, Closing.PAUSE, Closing.STOP) else None


def forget(settings: Settings) -> None:
    """Ask again from now on."""
    settings.set(SETTING, "")


class ClosingQuestion(QMessageBox):
    """Asks what becomes of the run at work and of those behind it; Esc closes nothing.

    Parameters
    ----------
    parent : QWidget
    running : str
        The title of the run at work.
    waiting : int
        Runs that wait behind it.
    """

    def __init__(self, parent: QWidget, running: str, waiting: int) -> None:
        super().__init__(parent)
        self.setIcon(QMessageBox.Icon.Question)
        self.setWindowTitle(self.tr("Training is not finished"))
        text = self.tr("{0} is being trained.")
        if waiting == 1:
            text = self.tr("{0} is being trained, and 1 run waits behind it.")
        elif waiting:
            text = self.tr("{0} is being trained, and {1} runs wait behind it.")
        self.setText(text.format(running, waiting))
        self.setInformativeText(
            "\n".join(
                (
                    self.tr("Keep training: everything goes on in the background, and the window finds it again."),
                    self.tr("Pause: with a checkpoint; it goes on by itself when the window is opened next."),
                    self.tr("Stop: with a checkpoint; it goes on when you say so."),
                )
            )
        )
        keep = self.addButton(self.tr("Keep training"), QMessageBox.ButtonRole.AcceptRole)
        pause = self.addButton(self.tr("Pause"), QMessageBox.ButtonRole.AcceptRole)
        stop = self.addButton(self.tr("Stop"), QMessageBox.ButtonRole.DestructiveRole)
        cancel = self.addButton(self.tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        self._answers = ((keep, Closing.KEEP), (pause, Closing.PAUSE), (stop, Closing.STOP))
        self.setDefaultButton(keep)
        self.setEscapeButton(cancel)
        self.always = QCheckBox(self.tr("Do not ask again"))
        self.setCheckBox(self.always)

    @property
    def answer(self) -> Closing:
        """What was chosen."""
        pressed = self.clickedButton()
        return next((answer for button, answer in self._answers if button is pressed), Closing.STAY)


def ask_closing(parent: QWidget, settings: Settings, running: str, waiting: int) -> Closing:
    """Ask what becomes of training, unless that was answered for good; see `ClosingQuestion`."""
    known = remembered(settings)
    if known is not None:
        return known
    question = ClosingQuestion(parent, running, waiting)
    question.exec()
    answer = question.answer
    if question.always.isChecked() and answer is not Closing.STAY:
        settings.set(SETTING, answer.value)
    question.deleteLater()
    return answer
