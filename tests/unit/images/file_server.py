"""A server of files on the loopback interface that can be told to misbehave."""

from __future__ import annotations

import contextlib
import hashlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class FileServer:
    """What is served, and how.

    Attributes
    ----------
    files : dict
        Path, with a slash, to content.
    cuts : list of int
        Of each answer in turn, send only so many bytes and close the line.
    refusals : list of int
        Statuses with which the next requests are answered.
    ranges : bool
        Whether parts can be asked for.
    tags : bool
        Whether versions are named (ETag).
    lengths : bool
        Whether Content-Length is sent.
    on_block : callable
        Called with the bytes sent so far, before each block.
    requests : list
        (path, Range header or '', status) of each request.
    """

    address: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    cuts: list[int] = field(default_factory=list)
    refusals: list[int] = field(default_factory=list)
    redirects: dict[str, str] = field(default_factory=dict)
    ranges: bool = True
    tags: bool = True
    lengths: bool = True
    wrong_range: bool = False
    on_block: Callable[[int], None] = lambda _sent: None
    requests: list[tuple[str, str, int]] = field(default_factory=list)

    def url(self, path: str) -> str:
        return f"{self.address}{path}"


class _Handler(BaseHTTPRequestHandler):
    server_state: FileServer

    def do_GET(self) -> None:
        state = self.server_state
        wanted = self.headers.get("Range", "")
        status, body, headers = self._answer(state, wanted)
        state.requests.append((self.path, wanted, status))
        self.send_response(status)
        for key, value in headers.items():
            self.send_header(key, value)
        if state.lengths:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        cut = state.cuts.pop(0) if state.cuts and status < 300 else len(body)
        with contextlib.suppress(ConnectionError):
            for start in range(0, min(cut, len(body)), 50_000):
                state.on_block(start)
                self.wfile.write(body[start : min(start + 50_000, cut)])
        self.close_connection = True

    def _answer(self, state: FileServer, wanted: str) -> tuple[int, bytes, dict[str, str]]:
        if state.refusals:
            return state.refusals.pop(0), b"no", {}
        if self.path in state.redirects:
            return 302, b"", {"Location": state.redirects[self.path]}
        if self.path not in state.files:
            return 404, b"no such file", {}
        body = state.files[self.path]
        tag = f'"{hashlib.sha256(body).hexdigest()[:8]}"'
        headers = {"ETag": tag} if state.tags else {}
        current = self.headers.get("If-Range") in (None, tag)
        if not (wanted and state.ranges and current):
            return 200, body, headers
        first = int(wanted.removeprefix("bytes=").rstrip("-"))
        if first >= len(body):
            return 416, b"", {"Content-Range": f"bytes */{len(body)}"}
        first -= 1 if state.wrong_range else 0
        return 206, body[first:], headers | {"Content-Range": f"bytes {first}-{len(body) - 1}/{len(body)}"}

    def log_message(self, *_arguments: object) -> None:
        pass


@contextlib.contextmanager
def serving() -> Iterator[FileServer]:
    """Yield a running server."""
    state = FileServer()
    handler = type("Handler", (_Handler,), {"server_state": state})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    state.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
