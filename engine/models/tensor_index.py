"""What tensors a weight file holds, read from its index alone: quick, free of torch, and without running its code.

A ``.safetensors`` file begins with its index as JSON. A ``.pth`` file holds a pickle of names and of how tensors are
put together from stored bytes; it is read here with inert stand-ins for what it names, and anything that is not part
of how tensors are stored is refused.
"""

from __future__ import annotations

import collections
import json
import pickle
import re
import struct
import tarfile
import zipfile
import zlib
from argparse import Namespace
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from engine.errors import InputError, MissingDataError, StorageError
from engine.sentences import Sentence

CONTAINER_KEYS = ("state_dict", "model")
"""Where checkpoints of training programs keep the weights, beside their optimizer and more."""

_WRAPPERS = re.compile(r"^(?:module\.|_orig_mod\.)+")
_DENSENET_NAME = re.compile(r"(denselayer\d+\.(?:norm|conv))\.([12])\.")
_LEGACY_MAGIC = 0x1950A86A20F9469CFC6C
_LARGEST_INDEX = 256 * 2**20
_ITEM_BYTES = dict.fromkeys(("Double", "Long", "ComplexFloat"), 8) | dict.fromkeys(("Float", "Int"), 4)
_ITEM_BYTES |= dict.fromkeys(("Half", "BFloat16", "Short"), 2) | {"ComplexDouble": 16}


@dataclass(frozen=True, slots=True)
class TensorIndex:
    """The tensors of a weight file.

    Attributes
    ----------
    path : Path
    bytes : int
        Size of the file.
    form : str
        ``safetensors``, ``pth``, or ``pth before PyTorch 1.6``.
    shapes : dict
        Name -> shape, without what wrappers of parallel training and compilation put before names.
    metadata : mapping of str
        What a safetensors file says about itself.
    """

    path: Path
    bytes: int
    form: str
    shapes: dict[str, tuple[int, ...]]
    metadata: Mapping[str, str]


def read_index(path: Path) -> TensorIndex:
    """Return what tensors the file at `path` holds.

    Raises
    ------
    MissingDataError
        When there is no such file.
    InputError
        When it is cut off, no weight file, or refers to code.
    StorageError
        When it cannot be read.
    """
    if not path.is_file():
        raise MissingDataError(Sentence("There is no weight file {0}; check the path, or put the file there.", path))
    try:
        refuse_foreign(path)
        size = path.stat().st_size
        if path.suffix == ".safetensors":
            shapes, metadata = _safetensors(path, size)
            return TensorIndex(path, size, "safetensors", shapes, metadata)
        form, content = _pth(path, size)
    except OSError as error:
        raise StorageError(Sentence("Cannot read {0}: {1}.", path, error.strerror or error)) from error
    named = weights_within(content) if isinstance(content, Mapping) else {}
    shapes = {current_name(str(name)): value.shape for name, value in named.items() if isinstance(value, _Tensor)}
    if not shapes:
        raise InputError(
            Sentence("{0} holds no weights; give a PyTorch state dictionary (.pth) or a .safetensors file.", path)
        )
    return TensorIndex(path, size, form, shapes, {})


def current_name(name: str) -> str:
    """Return the name of a weight as networks have it today."""
    # torchvision's DenseNet files carry the names of PyTorch 0.3 ("denselayer1.norm.1").
    return _DENSENET_NAME.sub(r"\1\2.", _WRAPPERS.sub("", name))


def weights_within(content: Mapping[Any, Any]) -> Mapping[Any, Any]:
    """Return the weights of a checkpoint, which training programs keep under a key of their own."""
    for key in CONTAINER_KEYS:
        inner = content.get(key)
        if isinstance(inner, Mapping):
            content = inner
    return content


def refuse_foreign(path: Path) -> None:
    """Refuse what is saved in place of weights when a download goes wrong: a web page, a Git LFS pointer.

    Raises
    ------
    InputError
    OSError
        When the file cannot be read.
    """
    with path.open("rb") as stream:
        start = stream.read(512).lstrip().lower()
    if start.startswith((b"<!doctype", b"<html", b"<?xml", b"<head")):
        raise InputError(
            Sentence(
                "{0} is a web page, not weights: the address leads to a page that asks something first; "
                "open it in a browser and save the file it offers.",
                path,
            )
        )
    if start.startswith(b"version https://git-lfs"):
        raise InputError(
            Sentence("{0} is a pointer of Git LFS, not the weights; fetch them with `git lfs pull`.", path)
        )


def unreadable(path: Path, reason: object) -> InputError:
    """Return the error for a weight file that is damaged or of an unknown kind."""
    text = reason if isinstance(reason, Sentence) else str(reason).split("\n", 1)[0].rstrip(".")[:160]
    return InputError(
        Sentence(
            "{0} ({1} bytes) cannot be read as weights, perhaps because a download broke off ({2}); "
            "fetch it again and compare its size with the publisher's.",
            path,
            f"{path.stat().st_size:,}",
            text,
        )
    )


def holds_code(path: Path, name: str) -> InputError:
    """Return the error for a weight file that asks for more than tensors to be built."""
    return InputError(
        Sentence(
            "{0} refers to code ({1}), which is never run from a weight file; ask its publisher for "
            "a plain state dictionary (model.state_dict()) or a .safetensors file.",
            path,
            name,
        )
    )


# --- safetensors -----------------------------------------------------------------------------------------------------


def _safetensors(path: Path, size: int) -> tuple[dict[str, tuple[int, ...]], dict[str, str]]:
    with path.open("rb") as stream:
        start = stream.read(8)
        length = struct.unpack("<Q", start)[0] if len(start) == 8 else 0
        if not 2 <= length <= min(_LARGEST_INDEX, size - 8):
            raise unreadable(path, Sentence("its index is cut off"))
        try:
            header = json.loads(stream.read(length))
            metadata = {str(key): str(value) for key, value in header.pop("__metadata__", {}).items()}
            shapes = {current_name(name): tuple(map(int, entry["shape"])) for name, entry in header.items()}
            end = max((int(entry["data_offsets"][1]) for entry in header.values()), default=0)
        except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
            raise unreadable(path, Sentence("its index is damaged: {0}", error)) from error
    if 8 + length + end > size:
        raise unreadable(path, Sentence("{0} bytes are announced", f"{8 + length + end:,}"))
    if not shapes:
        raise InputError(Sentence("{0} holds no weights; give the file that the training wrote.", path))
    return shapes, metadata


# --- pickles ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Tensor:
    shape: tuple[int, ...]


class _Inert:
    """Stands for anything of torch a file names; can be called, filled and looked at, and does nothing."""

    def __init__(self, *_arguments: object) -> None:
        pass

    def __setstate__(self, _state: object) -> None:
        pass


def _rebuilt(*arguments: Any) -> _Tensor | _Inert:
    """Stand for `torch._utils._rebuild_tensor` and its kin: (storage, offset, shape, ...)."""
    if len(arguments) > 2 and isinstance(arguments[2], tuple):
        return _Tensor(tuple(int(edge) for edge in arguments[2]))
    return _Inert()


def _kept(tensor: object, *_arguments: object) -> object:
    """Stand for `_rebuild_parameter(tensor, requires_grad, hooks)`."""
    return tensor


_PLAIN = {
    ("collections", "OrderedDict"): collections.OrderedDict,
    ("collections", "Counter"): collections.Counter,
    ("argparse", "Namespace"): Namespace,
    ("builtins", "set"): set,
    ("builtins", "complex"): complex,
    ("builtins", "bytearray"): bytearray,
    ("_codecs", "encode"): _Inert,
}


class _Reader(pickle._Unpickler):
    """Reads a pickle of tensors without importing or running anything that it names.

    Python's own reader, not the faster one in C, which a damaged file can make ask for all memory there is.
    """

    def __init__(self, stream: IO[bytes], path: Path) -> None:
        super().__init__(stream, encoding="utf-8")
        self.path = path
        self.stored: dict[object, int] = {}

    def find_class(self, module: str, name: str) -> Any:
        module = {"__builtin__": "builtins"}.get(module, module)
        if (module, name) in _PLAIN:
            return _PLAIN[module, name]
        if module.partition(".")[0] != "torch":
            raise holds_code(self.path, f"{module}.{name}")
        if name.startswith("_rebuild_parameter"):
            return _kept
        return _rebuilt if name.startswith("_rebuild") else type(name, (_Inert,), {})

    def persistent_load(self, identity: Any) -> _Inert:
        _, kind, key, _, numbers, *_ = identity
        self.stored[key] = int(numbers) * _ITEM_BYTES.get(kind.__name__.removesuffix("Storage"), 1)
        return _Inert()


def _pth(path: Path, size: int) -> tuple[str, Any]:
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                name = next((name for name in archive.namelist() if name.rpartition("/")[2] == "data.pkl"), None)
                if name is None:
                    raise _archive(path)
                if archive.getinfo(name).file_size > _LARGEST_INDEX:
                    raise unreadable(path, Sentence("its index is larger than any network's"))
                with archive.open(name) as stream:
                    return "pth", _Reader(stream, path).load()
        if tarfile.is_tarfile(path):
            raise _archive(path)
        with path.open("rb") as stream:
            return "pth before PyTorch 1.6", _legacy(stream, path, size)
    except (pickle.UnpicklingError, zipfile.BadZipFile, EOFError, ValueError, KeyError, TypeError) as error:
        raise unreadable(path, error) from error
    except (AttributeError, IndexError, MemoryError, OverflowError, RuntimeError, struct.error, zlib.error) as error:
        raise unreadable(path, Sentence("its index is damaged: {0}", error)) from error


def _archive(path: Path) -> InputError:
    return InputError(
        Sentence(
            "{0} is an archive, not a weight file (or was saved by a PyTorch before 0.1.10, in a "
            "form that cannot be read without running code); unpack it and give the .pth file within.",
            path,
        )
    )


def _legacy(stream: IO[bytes], path: Path, size: int) -> Any:
    """Read the form before PyTorch 1.6: three small pickles, the index, and the numbers behind it."""
    if _Reader(stream, path).load() != _LEGACY_MAGIC:
        raise unreadable(path, Sentence("it does not begin as a PyTorch file does"))
    for _ in ("protocol", "system"):
        _Reader(stream, path).load()
    reader = _Reader(stream, path)
    content = reader.load()
    announced = stream.tell() + sum(reader.stored.values())
    if announced > size:
        raise unreadable(path, Sentence("{0} bytes are announced", f"{announced:,}"))
    return content
