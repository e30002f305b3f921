"""A model hub on loopback that speaks as much of the real one's language as its own client asks for."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

COMMIT = "0123456789abcdef0123456789abcdef01234567"
OLDER = "89abcdef0123456789abcdef0123456789abcdef"


class Hub:
    """Holds repositories, and remembers what it was asked."""

    def __init__(self) -> None:
        self.files: dict[tuple[str, str], dict[str, bytes]] = {}
        """What a repository holds at a commit."""
        self.branches: dict[tuple[str, str], str] = {}
        self.asked: list[str] = []
        """Method and path of every request."""
        self.address = ""
        self.breaks_off = ""
        """A file of this name ends in the middle."""

    def put(self, repository: str, folder: Path, commit: str = COMMIT, branch: str = "main") -> None:
        """Publish the files of a folder."""
        self.files[repository, commit] = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
        self.branches[repository, branch] = commit

    @contextmanager
    def open(self) -> Iterator[Hub]:
        hub = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_HEAD(self) -> None:
                hub._answer(self, False)

            def do_GET(self) -> None:
                hub._answer(self, True)

            def log_message(self, format: str, *args: object) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            server.shutdown()
            server.server_close()
            thread.join()

    def _answer(self, request: BaseHTTPRequestHandler, with_body: bool) -> None:
        path = request.path.partition("?")[0]
        self.asked.append(f"{request.command} {path}")
        if path == "/":
            return self._send(request, b"", {}, with_body)
        owner, name, *rest = path.removeprefix("/api/models").split("/")[1:]
        if len(rest) < 2:
            return self._send(request, b"", {}, with_body, 404)
        repository, revision = f"{owner}/{name}", rest[1]
        commit = self.branches.get((repository, revision), revision)
        files = self.files.get((repository, commit))
        if files is None:
            known = any(held == repository for held, _ in self.files)
            code = "RevisionNotFound" if known else "RepoNotFound"
            return self._send(request, b"{}", {"X-Error-Code": code}, with_body, 404)
        headers = {"X-Repo-Commit": commit}
        if rest[0] == "revision":
            listed = [{"rfilename": file} for file in files]
            return self._json(request, {"id": repository, "sha": commit, "siblings": listed}, headers)
        if rest[0] == "tree":
            return self._json(request, [
                {"type": "file", "path": file, "size": len(data), "oid": _tag(file)} for file, data in files.items()], headers)
        data = files[rest[2]]
        headers |= {"ETag": f'"{_tag(rest[2])}"'}
        if with_body and rest[2] == self.breaks_off:
            request.close_connection = True
            return self._send(request, data, headers, with_body, cut=len(data) // 2)
        return self._send(request, data, headers, with_body)

    def _json(self, request: BaseHTTPRequestHandler, facts: object, headers: dict[str, str]) -> None:
        self._send(request, json.dumps(facts).encode(), {"Content-Type": "application/json", **headers}, True)

    def _send(
        self, request: BaseHTTPRequestHandler, data: bytes, headers: dict[str, str], with_body: bool, status: int = 200,
        cut: int | None = None,
    ) -> None:
        request.send_response(status)
        for name, value in {"Content-Length": str(len(data)), **headers}.items():
            request.send_header(name, value)
        request.end_headers()
        if with_body:
            request.wfile.write(data[:cut])


def _tag(file: str) -> str:
    return file.encode().hex().ljust(40, "0")[:40]
