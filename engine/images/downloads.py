"""Fetching a file over HTTP: with progress, going on where it broke off, checked, from several addresses.

The standard library's client does it in this one module; the library pooch, which fetches data sets for others,
neither goes on with a partial file nor can be stopped.

While a file is on its way it is called ``.<name>.part``; ``.<name>.part.json`` notes which version of it the server
sent. A stop, a broken line or a kill leaves both, and the next call goes on from there (`If-Range`: only when the
server still has that version). The file gets its name when its checksum is right.
"""

from __future__ import annotations

import contextlib
import hashlib
import http.client
import os
import shutil
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, NoReturn
from urllib.parse import urlsplit

from engine.errors import InputError, Interrupted, StorageError, WorkbenchError
from engine.progress import Control, Progress, Report, ignore
from engine.sentences import Sentence
from engine.storage import read_json, write_json

SILENCE_S = 20.0
"""Seconds a silent server is waited for; a stop is heeded at the latest then."""

_WAITS_S = (0.5, 2.0, 5.0)
_BLOCK = 256 * 1024
_MAX_BYTES = 64 * 2**30
_AGENT = "fractaldb-workbench/0.1"


class DownloadError(WorkbenchError):
    """A file that could not be fetched from any of its addresses; what has arrived is kept."""


class _Failed(Exception):
    """One address failed in a way that another, or another try, may not; the text says how."""


class _Broken(_Failed):
    """The line broke: the same address may go on."""


class _Different(_Failed):
    """The whole file arrived and is not the published one."""


@dataclass(frozen=True)
class _Request:
    """What is wanted, for the functions below."""

    path: Path
    checksum: str
    report: Report
    control: Control | None
    silence_s: float
    started: float

    @property
    def part(self) -> Path:
        return self.path.with_name(f".{self.path.name}.part")

    @property
    def note(self) -> Path:
        return self.part.with_name(f"{self.part.name}.json")

    def poll(self) -> None:
        if self.control is not None:
            self.control.poll()

    def forget(self) -> None:
        self.part.unlink(missing_ok=True)
        self.note.unlink(missing_ok=True)


def fetch(
    urls: Sequence[str],
    path: Path,
    *,
    checksum: str = "",
    report: Report = ignore,
    control: Control | None = None,
    silence_s: float = SILENCE_S,
    waits_s: Sequence[float] = _WAITS_S,
) -> Path:
    """Fetch a file and return `path`, where it then lies.

    Parameters
    ----------
    urls : sequence of str
        Addresses (http or https) of the same file; the next is tried when one fails.
    path : Path
    checksum : str
        ``md5:`` or ``sha256:`` and hex digits, of which the first few are enough; '' checks the length only.
    report : callable
        Told the bytes that have arrived.
    control : Control, optional
        A stop keeps what has arrived.
    silence_s : float
        Seconds a silent server is waited for.
    waits_s : sequence of float
        Seconds to wait before the second, third ... try of an address whose line broke.

    Raises
    ------
    DownloadError
        When no address gives the file; says why for each.
    StorageError
        When the disk is too full or the folder cannot be written.
    Interrupted
        When a stop was asked for; says how to go on.
    """
    request = _Request(path, checksum, report, control, silence_s, time.monotonic())
    failures = []
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        for url in urls:
            try:
                _from(url, request, waits_s)
            except _Failed as failure:
                failures.append(f"{url}: {failure}")
            else:
                request.part.replace(path)
                request.note.unlink(missing_ok=True)
                return path
    except Interrupted as stop:
        raise Interrupted(
            Sentence("Stopped; what has arrived of {0} is kept, and the next download goes on.", path.name)
        ) from stop
    except OSError as error:
        raise StorageError(
            Sentence(
                "Cannot write {0}: {1}. Choose a folder that you may write to, with free space.",
                path,
                error.strerror or error,
            )
        ) from error
    raise DownloadError(
        Sentence(
            "{0} could not be fetched ({1}). Try again later, or get it by other means and put it at {2}.",
            path.name,
            "; ".join(failures) or Sentence("no address is known"),
            path,
        )
    )


def _from(url: str, request: _Request, waits_s: Sequence[float]) -> None:
    """Fetch from one address, going on after broken lines, once from the start when what has arrived is wrong."""
    if urlsplit(url).scheme not in ("http", "https"):
        raise _Failed("not an http or https address")
    resumed = request.part.exists()
    waits = iter(waits_s)
    while True:
        request.poll()
        try:
            _once(url, request)
            _verify(request)
        except _Broken as broken:
            wait = next(waits, None)
            if wait is None:
                raise _Failed(str(broken)) from broken
            _sleep(wait, request)
            resumed = True
        except _Different:
            request.forget()
            if not resumed:
                raise
            resumed = False
        else:
            return


def _sleep(seconds: float, request: _Request) -> None:
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        request.poll()
        time.sleep(min(0.1, left))


def _once(url: str, request: _Request) -> None:
    """Fetch what is missing of the part file."""
    have = request.part.stat().st_size if request.part.exists() else 0
    validator = _validator(url, request) if have else None
    if have and validator is None and not request.checksum:
        have = 0  # nothing would tell whether the two ends belong together
    headers = {"User-Agent": _AGENT, "Accept-Encoding": "identity"}
    if have:
        headers["Range"] = f"bytes={have}-"
        if validator:
            headers["If-Range"] = validator
    with _opened(url, headers, request.silence_s) as response:
        if response is None:  # nothing is missing, or the part belongs to another file: the checksum decides
            if not request.checksum:
                raise _Different("what has arrived before belongs to another version")
            return
        start = have if response.status == 206 else 0
        if response.status == 206 and _first_byte(response) != have:
            raise _Different("the server sent another part of the file than was asked for")
        total = _total(response, start)
        _check_space(request, total - start if total else 0)
        write_json(request.note, {"url": url, "validator": _sent_validator(response)})
        _receive(response, request, start, total)


def _validator(url: str, request: _Request) -> str | None:
    """Return what the server called the version that the part file belongs to; None when it said nothing."""
    try:
        note = read_json(request.note)
        return str(note["validator"]) or None if note["url"] == url else None
    except (StorageError, KeyError, TypeError):
        return None


def _sent_validator(response: http.client.HTTPResponse) -> str:
    tag = response.headers.get("ETag", "")
    return tag if tag and not tag.startswith("W/") else response.headers.get("Last-Modified", "")


def _first_byte(response: http.client.HTTPResponse) -> int:
    unit, _, rest = response.headers.get("Content-Range", "").partition(" ")
    first = rest.partition("-")[0]
    return int(first) if unit == "bytes" and first.isdigit() else -1


def _total(response: http.client.HTTPResponse, start: int) -> int:
    length = response.headers.get("Content-Length", "")
    total = start + int(length) if length.isdigit() else 0
    if total > _MAX_BYTES:
        raise _Failed(f"the server announces {total:,} bytes, more than any file that is wanted here")
    return total


def _check_space(request: _Request, missing: int) -> None:
    free = shutil.disk_usage(request.path.parent).free
    if free < missing:
        raise StorageError(
            Sentence(
                "{0} needs {1} GB more, but {2} has {3} GB free; free some space or choose another data folder.",
                request.path.name,
                f"{missing / 1e9:.2f}",
                request.path.parent,
                f"{free / 1e9:.2f}",
            )
        )


@contextlib.contextmanager
def _opened(url: str, headers: dict[str, str], silence_s: float) -> Any:
    """Yield the response; None where the server says that nothing of the file is left to send."""
    wanted = urllib.request.Request(url, headers=headers)
    try:
        response = _opener().open(wanted, timeout=silence_s)
    except urllib.error.HTTPError as error:
        with error:
            if error.code == 416 and "Range" in headers:
                yield None
                return
            kind = _Broken if error.code in (408, 425, 429, 500, 502, 503, 504) else _Failed
            raise kind(f"the server answers {error.code} {error.reason}") from error
    except (OSError, http.client.HTTPException) as error:
        _broken(error)
    with response:
        yield response


def _opener() -> urllib.request.OpenerDirector:
    """Return a client for http and https and nothing else, wherever a server redirects it to."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.UnknownHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPRedirectHandler(),
        urllib.request.HTTPErrorProcessor(),
    ):
        opener.add_handler(handler)
    return opener


def _receive(response: http.client.HTTPResponse, request: _Request, start: int, total: int) -> None:
    with request.part.open("r+b" if start else "wb") as stream:
        stream.seek(start)
        stream.truncate()
        done = start
        while True:
            request.poll()
            try:
                block = response.read1(_BLOCK)
            except (OSError, http.client.HTTPException) as error:
                _broken(error)
            if not block:
                break
            stream.write(block)
            done += len(block)
            if done > _MAX_BYTES:
                raise _Failed(f"the server sends more than {_MAX_BYTES:,} bytes")
            _tell(request, done, start, total)
        stream.flush()
        os.fsync(stream.fileno())
    if total and done != total:
        raise _Broken(f"the line broke after {done:,} of {total:,} bytes")


def _tell(request: _Request, done: int, start: int, total: int) -> None:
    elapsed = time.monotonic() - request.started
    pace = (done - start) / elapsed if elapsed > 0 else 0.0
    detail = f"{pace / 1e6:.1f} MB/s"
    # The seconds that this many bytes would have taken: those of an earlier session were not paid for in this one.
    spent = elapsed * done / max(done - start, 1)
    request.report(Progress(f"downloading {request.path.name}", done, total, spent, detail))


def _broken(error: Exception) -> NoReturn:
    reason = getattr(error, "reason", None) or getattr(error, "strerror", None) or str(error) or type(error).__name__
    raise _Broken(f"{reason}") from error


def _verify(request: _Request) -> None:
    if not request.checksum:
        return
    found = checksum_of(request.part, request.checksum, request.control)
    if not found.startswith(request.checksum):
        raise _Different(f"the file has the checksum {found} instead of {request.checksum}, so it is another one")


def checksum_of(path: Path, like: str, control: Control | None = None) -> str:
    """Return the checksum of the file at `path` in the form of `like` (``md5:...`` or ``sha256:...``).

    Raises
    ------
    InputError
        When `like` names another kind.
    """
    kind = like.partition(":")[0]
    if kind not in ("md5", "sha256"):
        raise InputError(Sentence("{0} is no checksum; give md5: or sha256: and hex digits.", repr(like)))
    found = hashlib.md5(usedforsecurity=False) if kind == "md5" else hashlib.sha256()
    stream: BinaryIO
    with path.open("rb") as stream:
        while block := stream.read(16 * _BLOCK):
            if control is not None:
                control.poll()
            found.update(block)
    return f"{kind}:{found.hexdigest()}"
