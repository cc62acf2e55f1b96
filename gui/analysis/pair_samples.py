"""Images of the two classes of a pair, read or drawn in the background."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.analysis.request import AnalysisRequest
from engine.progress import Control
from engine.workspace import Workspace

if TYPE_CHECKING:
    from engine.analysis.class_samples import Samples
    from engine.analysis.sources import ImageSource

AT_ONCE = 16
"""Images of a class read at a time; more than fit are kept for a wider window."""


@dataclass(frozen=True)
class SampleQuestion:
    """Which images: of two classes of what was analysed, each from a place on."""

    request: AnalysisRequest
    names: tuple[str, str]
    starts: tuple[int, int]


class SampleReader:
    """Answers questions one after the other; what was opened stays open for the next of the same analysis."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._opened: tuple[AnalysisRequest, ImageSource] | None = None

    def __call__(self, question: SampleQuestion, *, control: Control, **_unused: object) -> tuple[Samples, Samples]:
        """Return images of both classes."""
        from engine.analysis.class_samples import class_samples

        source = self._source(question.request, control)
        first, second = (
            class_samples(source, name, start, AT_ONCE, control=control)
            for name, start in zip(question.names, question.starts, strict=True)
        )
        return first, second

    def _source(self, request: AnalysisRequest, control: Control) -> ImageSource:
        if self._opened is None or self._opened[0] != request:
            self._opened = None
            self._opened = request, request.open(self._workspace, control=control)
        return self._opened[1]
