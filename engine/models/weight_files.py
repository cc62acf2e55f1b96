"""Weight files by name or path: which checkpoints are published, and what a file holds. Free of torch."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.errors import MissingDataError
from engine.models.catalogue import Stem
from engine.models.fingerprints import POSITION_EMBEDDINGS, recognise
from engine.models.tensor_index import read_index
from engine.sentences import Sentence, either

FRACTALDB_PAGE = "https://github.com/hirokatsukataoka16/FractalDB-Pretrained-ResNet-PyTorch"
_FRACTALDB_NAME = re.compile(r"FractalDB-(\d+)_([a-z]+\d*)_(?:epoch(\d+)|checkpoint)\.pth(?:\.tar)?")


@dataclass(frozen=True, slots=True)
class PublishedCheckpoint:
    """Weights of FractalDB pre-training that its authors publish, to be got by hand: they lie behind a form.

    Attributes
    ----------
    label : str
    file : str
        The name its page gives.
    others : tuple of str
        Names under which the same weights have been seen.
    backbone : str
    classes : int
        Of the head.
    page : str
        Where to get it.
    """

    label: str
    file: str
    others: tuple[str, ...]
    backbone: str
    classes: int
    page: str

    @property
    def names(self) -> tuple[str, ...]:
        """Every name it may lie under."""
        return (self.file, *self.others)


def _fractaldb(classes: int, *others: str) -> PublishedCheckpoint:
    stem = f"FractalDB-{classes}_resnet50"
    return PublishedCheckpoint(
        f"FractalDB-{classes}",
        f"{stem}_epoch90.pth",
        (f"{stem}_epoch90.pth.tar", f"{stem}_checkpoint.pth.tar", *others),
        "resnet50",
        classes,
        FRACTALDB_PAGE,
    )


PUBLISHED = (_fractaldb(1000, "FractalDB-1000_res50.pth"), _fractaldb(10_000))
"""The checkpoints that are looked for by name."""


def find_published(checkpoint: PublishedCheckpoint, folders: Sequence[Path]) -> Path | None:
    """Return the file of a published checkpoint, None when it lies in none of `folders`."""
    candidates = (folder / name for folder in folders for name in checkpoint.names)
    return next((path for path in candidates if path.is_file()), None)


def find_weight_file(text: str, folders: Sequence[Path]) -> Path:
    """Return the weight file that `text` names: a path, or the name of a file in one of `folders`.

    A published checkpoint is found under any of its names.

    Raises
    ------
    MissingDataError
        When there is none; says which file to put where, and where to get a published one.
    """
    path = Path(text).expanduser()
    if path.is_file():
        return path
    published = next((one for one in PUBLISHED if text in one.names), None)
    names = published.names if published is not None else (text,)
    if path.name == text:
        found = next((folder / name for folder in folders for name in names if (folder / name).is_file()), None)
        if found is not None:
            return found
        places = either(folders)
        if published is None and not _FRACTALDB_NAME.fullmatch(text):
            raise MissingDataError(
                Sentence("There is no weight file {0}: put it into {1}, or give its whole path.", text, places)
            )
        raise MissingDataError(
            Sentence(
                "There is no weight file {0}: get it from {1} (a page with links, to be opened in a browser) and put "
                "it into {2}, or give its whole path.",
                text,
                FRACTALDB_PAGE,
                places,
            )
        )
    raise MissingDataError(Sentence("There is no weight file {0}; correct the path, or put the file there.", path))


@dataclass(frozen=True, slots=True)
class WeightFacts:
    """What a weight file holds.

    Attributes
    ----------
    path : Path
    bytes : int
        Size of the file.
    form : str
        As `engine.models.tensor_index.TensorIndex`.
    entries : int
        Tensors.
    parameters : int
        Numbers in them.
    backbones : tuple of str
        The networks they fit; empty when it is none of those known here.
    stem : {'imagenet', 'small'}
    classes : int or None
        Of the head; None when the file has none or the network is not known.
    places : int or None
        Patches its embedding of places is made for, class token included; None for networks without.
    first_names : tuple of str
        Of the first three tensors.
    metadata : mapping of str
        What a safetensors file says about itself.
    """

    path: Path
    bytes: int
    form: str
    entries: int
    parameters: int
    backbones: tuple[str, ...]
    stem: Stem
    classes: int | None
    places: int | None
    first_names: tuple[str, ...]
    metadata: Mapping[str, str]

    def misfit(self, backbone: str, stem: Stem) -> Sentence:
        """Return why it cannot start `backbone`, in a sentence; '' where it can, or where only loading will tell."""
        if not self.backbones or (backbone in self.backbones and stem == self.stem):
            return Sentence("")
        theirs = either(self.backbones)
        theirs = Sentence("{0} with stem small", theirs) if self.stem == "small" else theirs
        return Sentence("{0} is for {1}; choose that network, or another file.", self.path.name, theirs)


def inspect_weights(path: Path) -> WeightFacts:
    """Return what the weight file at `path` holds, from its index alone: a few milliseconds, whatever its size.

    Raises
    ------
    MissingDataError, InputError, StorageError
        As `engine.models.tensor_index.read_index`.
    """
    index = read_index(path)
    found = recognise(index.shapes)
    places = next((index.shapes[name][1] for name in POSITION_EMBEDDINGS if len(index.shapes.get(name, ())) == 3), None)
    return WeightFacts(
        path=path,
        bytes=index.bytes,
        form=index.form,
        entries=len(index.shapes),
        parameters=sum(math.prod(shape) for shape in index.shapes.values()),
        backbones=found.backbones,
        stem=found.stem,
        classes=found.classes,
        places=places,
        first_names=tuple(index.shapes)[:3],
        metadata=index.metadata,
    )
