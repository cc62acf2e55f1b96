"""A disk that loses power: what would be on it after a cut between any two calls of the program.

While `Recording` is active, every file of a folder is followed through the calls that promise something: fsync of a
file keeps its bytes, fsync of a folder keeps its names. Before each call that changes names or makes promises, the
states a cut may leave are taken down:

- `kill`: the process died, the system did not. All that was written is there.
- `names`: names reached the disk ahead of what was promised, bytes did not: files that were not synced are cut off.
- `promises`: nothing reached the disk but what was promised.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

Tree = dict[str, bytes]


@dataclass
class Recording:
    """The states of the folder `root` after cuts, in order, each with the kind of cut and the call it came before."""

    root: Path
    cuts: list[tuple[str, str, Tree]] = field(default_factory=list)
    _bytes: dict[int, bytes] = field(default_factory=dict)
    _names: dict[str, int] = field(default_factory=dict)
    _pinned: list[Any] = field(default_factory=list)

    def before(self, call: str) -> None:
        """Take down what a cut at this moment may leave."""
        found = self._found()
        kill = {name: (self.root / name).read_bytes() for name in found}
        names = {name: self._bytes.get(inode, b"") for name, inode in found.items()}
        promises = {name: self._bytes.get(inode, b"") for name, inode in self._names.items()}
        for kind, tree in (("kill", kill), ("names", names), ("promises", promises)):
            if not self.cuts or all(tree != other for _, _, other in self.cuts[-6:]):
                self.cuts.append((kind, call, tree))

    def synced(self, path: Path) -> None:
        """Note a promise: of the bytes of a file, or of the names in a folder."""
        if path.is_dir():
            inside = f"{path.relative_to(self.root)}/".removeprefix("./")
            found = self._found()
            here = {
                name for name in {*found, *self._names} if name.startswith(inside) and "/" not in name[len(inside) :]
            }
            for name in here:
                if name in found:
                    self._names[name] = found[name]
                else:
                    del self._names[name]
        else:
            self._bytes[path.stat().st_ino] = path.read_bytes()

    def _found(self) -> dict[str, int]:
        found = {}
        for path in self.root.rglob("*"):
            if path.is_file() and path.name != "lock":
                found[str(path.relative_to(self.root))] = path.stat().st_ino
                # An inode that is given up would be used again, and take over the promises of another file.
                if path.stat().st_ino not in {number for number, _ in self._pinned}:
                    self._pinned.append((path.stat().st_ino, path.open("rb")))
        return found

    def close(self) -> None:
        """Let go of the files."""
        for _, stream in self._pinned:
            stream.close()


@contextmanager
def recording(root: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Recording]:
    """Record what happens below `root`; files that are there already are on the disk."""
    record = Recording(root)
    for path in root.rglob("*"):
        if path.is_file():
            record.synced(path)
    for folder in (root, *(path for path in root.rglob("*") if path.is_dir())):
        record.synced(folder)
    real_sync, real_replace, real_unlink, real_rmtree = os.fsync, os.replace, os.unlink, shutil.rmtree

    def fsync(handle: int) -> None:
        path = Path(os.readlink(f"/proc/self/fd/{handle}"))
        if path.is_relative_to(root):
            record.before(f"fsync {path.name}")
            record.synced(path)

    def replace(source: Any, target: Any, **options: Any) -> None:
        record.before(f"replace {Path(target).name}")
        real_replace(source, target, **options)

    def unlink(path: Any, **options: Any) -> None:
        record.before(f"unlink {path}")
        real_unlink(path, **options)

    def rmtree(path: Any, *arguments: Any, **options: Any) -> None:
        record.before(f"rmtree {path}")
        real_rmtree(path, *arguments, **options)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fsync)
        patch.setattr(os, "replace", replace)
        patch.setattr(os, "unlink", unlink)
        patch.setattr(shutil, "rmtree", rmtree)
        try:
            yield record
            record.before("the end")
        finally:
            record.close()
    del real_sync


def put(tree: Tree, root: Path) -> None:
    """Write the files of `tree` below `root`."""
    for name, data in tree.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
