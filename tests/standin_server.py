"""A stand-in for a server with OpenAI's API, on loopback: it plays what a test tells it and keeps what it was asked."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Asked:
    """One request, taken apart."""

    method: str
    path: str
    headers: dict[str, str]
    """Names in lower case."""
    fields: dict[str, list[str]] = field(default_factory=dict)
    file: bytes = b""
    file_name: str = ""
    file_type: str = ""
    content: dict[str, Any] = field(default_factory=dict)
    """Of a request in JSON."""


@dataclass(frozen=True)
class Play:
    """One answer."""

    status: int = 200
    body: bytes | str | dict[str, object] = b""
    headers: dict[str, str] = field(default_factory=dict)
    hang: bool = False
    """Do not answer while the test lasts."""

    @property
    def bytes(self) -> bytes:
        if isinstance(self.body, dict):
            return json.dumps(self.body).encode()
        return self.body.encode() if isinstance(self.body, str) else self.body


@dataclass
class StandIn:
    url: str = ""
    asked: list[Asked] = field(default_factory=list)
    plays: list[Play] = field(default_factory=list)
    """What is answered, in order; the last one again and again."""
    answer: Callable[[Asked], Play] | None = None
    """Answers instead, where it is given."""
    over: threading.Event = field(default_factory=threading.Event)

    def play(self, *plays: Play) -> None:
        self.plays = list(plays)

    def next(self, asked: Asked) -> Play:
        self.asked.append(asked)
        if self.answer:
            return self.answer(asked)
        return self.plays.pop(0) if len(self.plays) > 1 else self.plays[0]


@contextmanager
def standing_in() -> Iterator[StandIn]:
    standin = StandIn()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:  # the name that http.server calls
            self._answer(Asked("GET", self.path, self._names()))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self._answer(_taken_apart(self.path, self._names(), body))

        def log_message(self, format: str, *arguments: object) -> None:
            pass

        def _names(self) -> dict[str, str]:
            return {name.lower(): value for name, value in self.headers.items()}

        def _answer(self, asked: Asked) -> None:
            play = standin.next(asked)
            if play.hang:
                standin.over.wait(30)
                self.close_connection = True
                return
            self.send_response(play.status)
            for name, value in {"Content-Type": "application/json", **play.headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(play.bytes)))
            self.end_headers()
            try:
                self.wfile.write(play.bytes)
            except OSError:  # the other side has heard enough
                self.close_connection = True

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        standin.url = f"http://127.0.0.1:{server.server_port}/v1"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield standin
        finally:
            standin.over.set()
            server.shutdown()
            thread.join()


def _taken_apart(path: str, headers: dict[str, str], body: bytes) -> Asked:
    if headers["content-type"] == "application/json":
        return Asked("POST", path, headers, content=json.loads(body))
    return _form(path, headers, body)


def _form(path: str, headers: dict[str, str], body: bytes) -> Asked:
    head = f"Content-Type: {headers['content-type']}\r\n\r\n".encode()
    fields: dict[str, list[str]] = {}
    file: tuple[bytes, str, str] = (b"", "", "")
    for part in message_from_bytes(head + body, policy=policy.HTTP).iter_parts():
        name = str(part.get_param("name", header="content-disposition"))
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        if part.get_filename():
            assert name == "file"
            file = (content, str(part.get_filename()), part.get_content_type())
        else:
            fields.setdefault(name, []).append(content.decode())
    return Asked("POST", path, headers, fields, *file)
