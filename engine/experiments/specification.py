"""What a run and a study are: typed, frozen, refused early, kept as TOML. Free of torch.

A specification says everything that decides the numbers. The same file drives the window and the command line;
``load(save(x)) == x``.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self, TypeVar

import tomli_w
from pydantic import BaseModel, Field, ValidationError, field_validator, model_validator

from engine.errors import InputError, StorageError
from engine.experiments.problems import SpecificationError, problems_of
from engine.experiments.sections import (
    SEED_LIMIT,
    Checkpoint,
    Data,
    DatasetData,
    FractalData,
    ImageNet,
    Model,
    Name,
    NamedCheckpoint,
    NamedImageNet,
    NamedRun,
    NamedScratch,
    Pretraining,
    Render,
    RunSource,
    Scratch,
    Section,
    Seed,
    Source,
    StudySource,
    Training,
    check_layers,
    check_size,
    network_size,
)
from engine.fields import FieldProblem, content_values
from engine.sentences import Sentence
from engine.storage import digest, write_text
from engine.training.settings import TrainingSettings

__all__ = [
    "SEED_LIMIT",
    "Checkpoint",
    "Data",
    "DatasetData",
    "FractalData",
    "ImageNet",
    "Model",
    "Name",
    "NamedCheckpoint",
    "NamedImageNet",
    "NamedRun",
    "NamedScratch",
    "Pretraining",
    "Render",
    "RunSource",
    "RunSpecification",
    "Scratch",
    "Section",
    "Seed",
    "Source",
    "SpecificationError",
    "StudySource",
    "StudySpecification",
    "Training",
    "load_run_specification",
    "load_study_specification",
    "parse_specification",
    "parse_toml",
    "read_specification_text",
    "save_specification",
    "slug",
    "toml_values",
]

_CONTENT_FORMAT = "run 1"
"""Part of every content digest; changes when the same specification no longer means the same numbers."""


class RunSpecification(Section):
    """One training run.

    Attributes
    ----------
    name : str
        What the user calls it; decides no number.
    seed : int
        Of initial weights, shuffling and augmentation.
    data, model, source, training
        On what, which network, starting from where, how.
    """

    name: Name = "run"
    seed: Seed = 1
    data: Data
    model: Model = Model()
    source: Source = Scratch()
    training: Training = TrainingSettings()

    @model_validator(mode="after")
    def _images_fit_the_network(self) -> Self:
        check_size(self.model, network_size(self.data, self.training), "training.image_size")
        return self

    @model_validator(mode="after")
    def _settings_fit_the_network(self) -> Self:
        check_layers(self.model, self.training, "training")
        return self

    @property
    def settings(self) -> TrainingSettings:
        """The settings of the training loop, with the seed of the run."""
        return self.training.model_copy(update={"seed": self.seed})

    @property
    def content(self) -> str:
        """Digest of everything that decides the numbers: equal for equal runs, whatever they are called."""
        values = content_values(self)
        del values["name"]
        return digest(_CONTENT_FORMAT, _canonical(values))

    def to_toml(self) -> str:
        """Return the specification as TOML."""
        return _to_toml(self)


class StudySpecification(Section):
    """A source x data set x seed matrix.

    Attributes
    ----------
    name : str
        Also names its folder.
    title, description : str
        For people; English in the presets.
    seeds : tuple of int
        Every cell of the matrix is run once with each.
    model : Model
        One network for the whole study.
    sources : tuple
        Where fine-tuning starts from; `Pretraining` sources are trained first.
    targets : tuple of DatasetData
        What is fine-tuned and tested on. A list as `train_fraction` stands for one target each (few-shot curves).
    training : TrainingSettings
        Of every fine-tuning.
    """

    name: Name
    title: str = ""
    description: str = ""
    seeds: tuple[Seed, ...] = Field(default=(1,), min_length=1)
    model: Model = Model()
    sources: tuple[StudySource, ...] = Field(min_length=1)
    targets: tuple[DatasetData, ...] = Field(min_length=1)
    training: Training = TrainingSettings()

    @field_validator("name")
    @classmethod
    def _folder(cls, value: str) -> str:
        if not slug(value):
            raise FieldProblem(
                "", Sentence("is {0}; give at least one letter or digit, it names a folder", repr(value))
            )
        return value

    @field_validator("targets", mode="before")
    @classmethod
    def _fraction_by_fraction(cls, value: Any) -> Any:
        return [one for target in value for one in _expanded(target)] if isinstance(value, list | tuple) else value

    @model_validator(mode="after")
    def _distinct(self) -> Self:
        _no_twice("seeds", self.seeds)
        _no_twice("sources", [source.name for source in self.sources])
        _no_twice("targets", [target.label for target in self.targets])
        return self

    @model_validator(mode="after")
    def _images_fit_the_network(self) -> Self:
        for index, source in enumerate(self.sources):
            if isinstance(source, Pretraining):
                size = network_size(source.data, source.training)
                check_size(self.model, size, f"sources.{index}.training.image_size")
                check_layers(self.model, source.training, f"sources.{index}.training")
        for target in self.targets:
            check_size(self.model, network_size(target, self.training), "training.image_size")
        check_layers(self.model, self.training, "training")
        return self

    @property
    def content(self) -> str:
        """Digest of the whole specification."""
        return digest(_CONTENT_FORMAT, _canonical(content_values(self)))

    def to_toml(self) -> str:
        """Return the specification as TOML."""
        return _to_toml(self)


def _expanded(target: Any) -> list[Any]:
    """Return a target for each of the fractions that are given as a list."""
    fractions = target.get("train_fraction") if isinstance(target, Mapping) else None
    if not isinstance(fractions, list | tuple) or not fractions:
        return [target]
    return [{**target, "train_fraction": fraction} for fraction in fractions]


def _no_twice(key: str, values: Any) -> None:
    seen = set()
    for value in values:
        if value in seen:
            raise FieldProblem(key, Sentence("names {0} twice; name each once", repr(value)))
        seen.add(value)


def _canonical(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=True, separators=(",", ":"))


def _to_toml(specification: BaseModel) -> str:
    return tomli_w.dumps(_without_none(specification.model_dump(mode="json")))


def _without_none(value: Any) -> Any:
    """Return nested tables without the keys that hold None, which TOML cannot say."""
    if isinstance(value, dict):
        return {key: _without_none(item) for key, item in value.items() if item is not None}
    return [_without_none(item) for item in value] if isinstance(value, list) else value


def slug(text: str) -> str:
    """Return `text` as a folder name on every system: lower-case letters and digits of any script, and hyphens."""
    return re.sub(r"[\W_]+", "-", text.lower()).strip("-")[:60].strip("-")


_Specification = TypeVar("_Specification", RunSpecification, StudySpecification)


def parse_specification(kind: type[_Specification], values: Mapping[str, Any], where: str) -> _Specification:
    """Return `values` as a specification.

    Parameters
    ----------
    kind : RunSpecification or StudySpecification
    values : mapping
        As read from TOML or from a form.
    where : str
        What the values are called in an error, such as the file.

    Raises
    ------
    SpecificationError
        One sentence that lists every problem at its dotted key; ``.problems`` holds them one by one.
    """
    try:
        return kind.model_validate(values)
    except ValidationError as error:
        raise SpecificationError(where, problems_of(kind, error)) from None


def parse_toml(kind: type[_Specification], text: str, where: str) -> _Specification:
    """Return the TOML `text` as a specification; raises as `parse_specification`."""
    return parse_specification(kind, toml_values(text, where), where)


def toml_values(text: str, where: str) -> dict[str, Any]:
    """Return the values of the TOML `text`; raises InputError, which calls it `where`."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(Sentence("{0} is not TOML: {1}. Correct that line.", where, error)) from None


def load_run_specification(path: Path) -> RunSpecification:
    """Return the run that the TOML file `path` describes; raises as `parse_specification`, or StorageError."""
    return parse_toml(RunSpecification, read_specification_text(path), str(path))


def load_study_specification(path: Path) -> StudySpecification:
    """Return the study that the TOML file `path` describes; raises as `parse_specification`, or StorageError."""
    return parse_toml(StudySpecification, read_specification_text(path), str(path))


def save_specification(specification: RunSpecification | StudySpecification, path: Path) -> None:
    """Write `specification` to `path` as TOML, atomically."""
    write_text(path, specification.to_toml())


def read_specification_text(path: Path) -> str:
    """Return the text of a specification file; raises StorageError or InputError."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise StorageError(
            Sentence("Cannot read the specification {0}: {1}.", path, error.strerror or error)
        ) from error
    except UnicodeDecodeError as error:
        raise InputError(Sentence("{0} is not UTF-8 text; give a TOML file.", path)) from error
