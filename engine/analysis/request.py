"""What to analyse, as a value: made by the command line and by the window, opened and computed here.

What computes is imported where it is called: a window that only fills in a request need not wait for the kernels.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.analysis.space import PIXELS, FeatureNetwork, Features, Space, find_network
from engine.analysis.spread import Spread, spread_of
from engine.categories.catalogue import resolve_set
from engine.errors import InputError
from engine.images.dataset_images import DATASETS, open_dataset
from engine.images.datasets.description import Part
from engine.progress import Control, Report, ignore
from engine.render.settings import RenderSettings, Style
from engine.sentences import Sentence
from engine.storage import digest
from engine.workspace import Workspace

if TYPE_CHECKING:
    from engine.analysis.sources import ImageSource
    from engine.analysis.statistics import ClassStatistics

DEFAULT_CLASSES = 10
DEFAULT_INSTANCES = 100
DEFAULT_SIZE = 64


class SourceKind(StrEnum):
    """Where the pictures come from."""

    CATEGORIES = "categories"
    DATASET = "data set"
    FOLDER = "folder"


@dataclass(frozen=True, slots=True)
class AnalysisRequest:
    """A choice of pictures.

    Attributes
    ----------
    kind : SourceKind
    source : str
        Name or path of a category set, name of a data set, or path of a folder of pictures.
    classes, instances : int or None
        The first so many classes and pictures of each. None: all; of categories 10 and 100.
    size : int or None
        Edge in pixels. None: the pictures' own, of categories 64.
    style, weight_step, counts, flips, seed
        How categories are drawn (see `engine.render.settings.RenderSettings`).
    points : int or None
        Points an image; as dense as published when None.
    split : {'train', 'test'}
        Of a data set.
    space : Pixels or Features
        In which the classes are compared.
    """

    kind: SourceKind
    source: str
    classes: int | None = None
    instances: int | None = None
    size: int | None = None
    style: Style = Style.POINT_GRAY
    points: int | None = None
    weight_step: float | None = 0.4
    counts: int = 10
    flips: int = 4
    seed: int = 1
    split: Part = "train"
    space: Space = PIXELS

    def __post_init__(self) -> None:
        for name in ("classes", "instances"):
            value = getattr(self, name)
            if value is not None and value < 1:
                raise InputError(Sentence("{0} is {1}; give 1 or more.", name, value))

    @classmethod
    def from_json(cls, facts: dict[str, Any]) -> AnalysisRequest:
        """Return the request of which `facts` were made by `dataclasses.asdict`."""
        space = Features(**facts["space"]) if facts["space"] else PIXELS
        own = {"kind": SourceKind(facts["kind"]), "style": Style(facts["style"]), "space": space}
        return cls(**{**facts, **own})

    @property
    def settings(self) -> RenderSettings:
        """How categories are drawn."""
        from engine.analysis.sources import published_points

        size = self.size or DEFAULT_SIZE
        return RenderSettings(
            style=self.style,
            size=size,
            points=self.points or published_points(size),
            weight_step=self.weight_step,
            counts=self.counts,
            flips=self.flips,
            seed=self.seed,
        )

    def open(self, workspace: Workspace, *, control: Control | None = None) -> ImageSource:
        """Return the pictures.

        Raises
        ------
        MissingDataError, InputError, StorageError
            When the source is not there, cannot be read, or has less than was asked for.
        """
        from engine.analysis.sources import ArrayImages, DrawnImages, open_folder, select

        if self.kind is SourceKind.FOLDER:
            return open_folder(Path(self.source), classes=self.classes, instances=self.instances, size=self.size)
        if self.kind is SourceKind.DATASET:
            known = DATASETS.get(self.source)
            if self.size is not None and known is not None and not known.pictures:
                raise InputError(
                    Sentence("The pictures of {0} have {1} pixels; leave the size out.", self.source, known.edge())
                )
            opened = open_dataset(self.source, workspace.data, size=self.size, cache=workspace.cache)
            data = opened.load(self.split, control=control)
            return ArrayImages(select(data, classes=self.classes, instances=self.instances))
        categories = resolve_set(self.source, workspace)
        chosen = categories.first(self.classes or min(DEFAULT_CLASSES, len(categories)))
        instances = self.instances or min(DEFAULT_INSTANCES, self.settings.instances)
        return DrawnImages(chosen, self.settings, instances)


@dataclass(frozen=True, eq=False)
class Analysis:
    """A request with what was found.

    Attributes
    ----------
    request : AnalysisRequest
    statistics : ClassStatistics
    provenance : dict
        JSON-ready facts to note beside figures.
    asked : int
        Pictures asked for; fewer were seen when variants of categories ran out.
    from_cache : bool
        Whether the statistics were read back; nothing was drawn for them.
    seconds : float
        From the question to the answer, pauses excepted.
    key : str
        Digest of everything that decides the statistics; the vectors of a feature space lie under it
        (`engine.analysis.feature_folder.feature_folder`).
    """

    request: AnalysisRequest
    statistics: ClassStatistics
    asked: int
    provenance: dict[str, Any] = field(default_factory=dict)
    from_cache: bool = False
    key: str = ""
    seconds: float = 0.0


def analyze(
    request: AnalysisRequest,
    workspace: Workspace,
    *,
    spread: Spread | str = Spread.RMS,
    network: FeatureNetwork | None = None,
    partial: Callable[[ClassStatistics], None] | None = None,
    report: Report = ignore,
    control: Control | None = None,
) -> Analysis:
    """Open what `request` names and return its statistics: those kept in the workspace, or computed and kept there.

    One that is stopped or killed is gone on with by the next of the same content.

    Parameters
    ----------
    request : AnalysisRequest
    workspace : Workspace
        Where sets and data sets are looked for; its cache folder keeps results by content.
    spread : Spread
        A within-class deviation that the statistics must know; one that needs it takes a second pass over the
        pictures.
    network : FeatureNetwork, optional
        That of a feature space, where it was found already (`engine.analysis.space.find_network`).
    partial, report, control
        See `engine.analysis.statistics.class_statistics`.
    """
    from engine.analysis.statistics import class_statistics, with_mean_distances
    from engine.analysis.store import StatisticsStore

    control = control or Control()
    since = time.monotonic() - control.paused_s
    needs_distances = spread_of(spread).second_pass
    if network is None and isinstance(request.space, Features):
        network = find_network(request.space, workspace)
    pictures = request.open(workspace, control=control)
    key = pictures.identity if network is None else digest(pictures.identity, network.identity)
    store = StatisticsStore(workspace.cache / "statistics")
    stored = statistics = store.get(key)
    if statistics is None or (needs_distances and statistics.mean_distances is None):
        with _source(request, pictures, network, key, workspace, report) as source:
            if statistics is None:
                sums = store.part(key, "sums")
                statistics = class_statistics(source, partial=partial, part=sums, report=report, control=control)
                store.put(key, statistics, asdict(request))
            if needs_distances:
                distances = store.part(key, "distances")
                statistics = with_mean_distances(statistics, source, part=distances, report=report, control=control)
                store.put(key, statistics, asdict(request))
    facts = _provenance(request, pictures, network)
    seconds = time.monotonic() - since - control.paused_s
    return Analysis(request, statistics, pictures.total, facts, statistics is stored, key, seconds)


@contextlib.contextmanager
def _source(
    request: AnalysisRequest,
    pictures: ImageSource,
    network: FeatureNetwork | None,
    key: str,
    workspace: Workspace,
    report: Report,
) -> Iterator[ImageSource]:
    """Yield what is added up: the pictures themselves, or their features."""
    from engine.analysis.features import computed_features

    if network is None:
        yield pictures
    else:
        with computed_features(pictures, key, asdict(request), workspace, report=report) as features:
            yield features


def _provenance(request: AnalysisRequest, source: ImageSource, network: FeatureNetwork | None) -> dict[str, Any]:
    from engine.analysis.sources import DrawnImages

    facts: dict[str, Any] = {"kind": request.kind.value, "source": source.name}
    if request.kind is SourceKind.DATASET:
        facts["split"] = request.split
    if isinstance(source, DrawnImages):
        facts |= {
            "identity": source.categories.identity,
            "instances": source.instances,
            "settings": asdict(source.settings),
        }
    if network is not None:
        facts["features"] = network.facts
    return facts
