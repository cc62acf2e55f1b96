"""The ImageNet weights that are published for each network: their files, where they lie, and fetching them.

Free of torch. The files are torchvision's and, for DeiT, those of its authors; each name ends with the beginning of
the SHA-256 sum of the content, by which a file is checked.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from engine.errors import InputError, MissingDataError
from engine.images.downloads import checksum_of, fetch
from engine.locks import exclusive
from engine.models.catalogue import find_backbone
from engine.models.imagenet_files import EARLIER_FILES, FILES, PUBLISHERS, TORCHVISION_URL
from engine.progress import Control, Report, ignore
from engine.sentences import Sentence, either

WeightsVersion = Literal["V1", "V2"]
VERSIONS: tuple[WeightsVersion, ...] = ("V1", "V2")

_SUM = re.compile(r"-([0-9a-f]{8,64})\.pth$")


@dataclass(frozen=True, slots=True)
class ImageNetWeights:
    """A published weight file.

    Attributes
    ----------
    backbone : str
    version : {'V1', 'V2'}
    file : str
        Its name, with the beginning of its SHA-256 sum.
    earlier : tuple of str
        Names of files with the same recipe that earlier versions of torchvision fetched.
    url : str
    megabytes : float
        10^6 bytes.
    """

    backbone: str
    version: WeightsVersion
    file: str
    earlier: tuple[str, ...]
    url: str
    megabytes: float

    @property
    def names(self) -> tuple[str, ...]:
        """Every name the weights may lie under, the current one first."""
        return (self.file, *self.earlier)


def _registry() -> dict[tuple[str, WeightsVersion], ImageNetWeights]:
    found: dict[tuple[str, WeightsVersion], ImageNetWeights] = {}
    for backbone, files in FILES.items():
        for version, (file, megabytes) in zip(VERSIONS, files, strict=False):
            url = PUBLISHERS.get(backbone, TORCHVISION_URL) + file
            earlier = EARLIER_FILES.get(backbone, ()) if version == "V1" else ()
            found[backbone, version] = ImageNetWeights(backbone, version, file, earlier, url, megabytes)
    return found


IMAGENET_WEIGHTS = _registry()
"""(backbone, version) -> its published weights."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Whether published weights are on this machine.

    Attributes
    ----------
    weights : ImageNetWeights
    path : Path or None
        The file, None when it is nowhere.
    places : tuple of Path
        The folders looked into; a file put into any of them is found.
    """

    weights: ImageNetWeights
    path: Path | None
    places: tuple[Path, ...]


def imagenet_weights(backbone: str, version: WeightsVersion = "V1") -> ImageNetWeights:
    """Return the published weights of a network.

    Raises
    ------
    InputError
        When none are published in this version; says what there is.
    """
    found = IMAGENET_WEIGHTS.get((backbone, version))
    if found is not None:
        return found
    find_backbone(backbone)
    if (backbone, "V1") in IMAGENET_WEIGHTS:
        raise InputError(Sentence("There are no ImageNet weights {0} of {1}; choose V1.", version, backbone))
    raise InputError(
        Sentence("No ImageNet weights of {0} are known here; choose a file, or another network.", backbone)
    )


def weight_places(data: Path) -> tuple[Path, ...]:
    """Return where weight files are looked for: ``weights`` in the data folder, that folder, and torch's cache."""
    home = os.environ.get("TORCH_HOME") or Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache") / "torch"
    return (data / "weights", data, Path(home).expanduser() / "hub" / "checkpoints")


def imagenet_state(backbone: str, version: WeightsVersion = "V1", folders: Sequence[Path] = ()) -> Finding:
    """Return whether the published weights of a network lie in one of `folders`; raises as `imagenet_weights`."""
    weights = imagenet_weights(backbone, version)
    candidates = (folder / name for folder in folders for name in weights.names)
    return Finding(weights, next((path for path in candidates if path.is_file()), None), tuple(folders))


def find_imagenet(backbone: str, version: WeightsVersion, folders: Sequence[Path]) -> Path:
    """Return the weight file of a network, checked; nothing is fetched.

    Raises
    ------
    MissingDataError
        When it is in none of `folders`; says which file to put where, and how to fetch it.
    InputError
        When none is published, or the file is not the published one.
    """
    finding = imagenet_state(backbone, version, folders)
    if finding.path is None:
        weights = finding.weights
        option = "" if version == "V1" else f" --version {version}"
        raise MissingDataError(
            Sentence(
                "There are no ImageNet weights {0} of {1}: fetch them with `main.py weights {1}{2} "
                "--download`, or put {3} ({4}) into {5}.",
                version,
                backbone,
                option,
                either(weights.names),
                weights.url,
                either(finding.places),
            )
        )
    check_published(finding.path)
    return finding.path


def check_published(path: Path, control: Control | None = None) -> None:
    """Return when the content of `path` is what its name promises.

    Raises
    ------
    InputError
        When its SHA-256 sum does not begin as the name says.
    """
    promised = _SUM.search(path.name)
    if promised is None:
        return
    found = checksum_of(path, "sha256:", control).removeprefix("sha256:")
    if not found.startswith(promised[1]):
        raise InputError(
            Sentence(
                "{0} ({1} bytes) is not the published file: its SHA-256 sum begins with {2} and its name "
                "says {3}; delete it and fetch it again.",
                path,
                f"{path.stat().st_size:,}",
                found[: len(promised[1])],
                promised[1],
            )
        )


def fetch_imagenet(
    backbone: str,
    version: WeightsVersion,
    folder: Path,
    *,
    report: Report = ignore,
    control: Control | None = None,
) -> Path:
    """Fetch the published weights of a network into `folder` and return the file; one that is there is kept.

    Raises
    ------
    InputError
        When none are published, or the file there is another one.
    DownloadError, StorageError, Interrupted
        As `engine.images.downloads.fetch`; what has arrived is kept, and the next call goes on.
    """
    weights = imagenet_weights(backbone, version)
    path = folder / weights.file
    promised = _SUM.search(weights.file)
    assert promised is not None
    with exclusive(
        folder / ".lock", Sentence("Another process is fetching into {0}; wait for it, or stop it first.", folder)
    ):
        if path.is_file():
            check_published(path, control)
            return path
        return fetch([weights.url], path, checksum=f"sha256:{promised[1]}", report=report, control=control)
