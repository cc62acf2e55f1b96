"""What the engine says at the fields of the window, for other languages: its sentences know their patterns."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from engine.sentences import Sentence, sentence_of

_CONTEXT = "EngineWords"

PATTERNS = (
    # Values of a specification; they read on from the name of their field.
    QT_TRANSLATE_NOOP("EngineWords", "is missing"),
)
"""Every pattern of a sentence of the engine, and every note of the presets."""


def say(said: str | BaseException) -> str:
    """Return what the engine says, a sentence or an exception, in the language in force; others as they are."""
    sentence = sentence_of(said) if isinstance(said, BaseException) else said
    return sentence.said(_translated) if isinstance(sentence, Sentence) else sentence


def say_note(note: str) -> str:
    """Return a sentence of a preset for a field; those of the program's own presets in the language in force."""
    return _translated(note)


def _translated(pattern: str) -> str:
    return QCoreApplication.translate(_CONTEXT, pattern)
