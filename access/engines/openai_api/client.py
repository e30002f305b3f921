"""Asks a server: what it answers, how often it is asked again, and what its refusals mean to a person.

The only place that names httpx. Nothing here follows a redirect, and nothing waits or reads without a bound.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import httpx

from access.engines.openai_api.address import COMMON_KEY, FORM, OWN_KEY, Address
from access.errors import EngineError, EngineFailed, EngineNotReady
from access.files import printable

CONNECT_SECONDS = 10.0
ANSWER_SECONDS = 300.0
"""For the next part of an answer: a server without an accelerator takes minutes over half a minute of sound."""
WHOLE_SECONDS = 600.0
PROBE_SECONDS = 3.0
_MOST_TIMEOUTS = 2
"""A server that is too slow once may be so again: it is not kept busy with the same for hours."""
MOST_BYTES = 8 << 20
"""Of an answer. Half a minute of speech, word by word, is some 50 kB."""
_LONGEST_MESSAGE = 300
_AGAIN = {
    HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.CONFLICT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS}
"""Refusals that another try may turn, besides all of 500 and more."""
_BUSY = {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}
_FORM = {HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.UNPROCESSABLE_ENTITY}
"""Refusals of what was asked rather than of who asks: the caller may ask otherwise."""

Fields = Mapping[str, str | list[str]]


@dataclass(frozen=True, slots=True)
class Patience:
    """How often and how long a server is asked again, and by which clock."""

    tries: int = 4
    first_pause: float = 1.0
    """Seconds; each pause is twice the one before."""
    longest_pause: float = 60.0
    """Seconds. A server that asks for more is given up: the file is tried again later."""
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], float] = time.time
    """Seconds since 1970: what a date in `Retry-After` is measured against."""


@dataclass(frozen=True, slots=True)
class Reply:
    status: int
    body: bytes
    is_text: bool
    """Whether the server calls it plain text."""
    wait: str = ""
    """`Retry-After`."""
    elsewhere: str = ""
    """Where a redirect leads."""

    @property
    def fine(self) -> bool:
        return 200 <= self.status < 300


class Client:
    """One server. Connections are kept between calls; not to be shared between threads."""

    def __init__(self, server: Address, key: str, patience: Patience | None = None) -> None:
        self._server = server
        self._key = key
        self._patience = patience or Patience()
        try:
            # Proxies of the environment are for what leaves this machine.
            self._http = httpx.Client(
                follow_redirects=False, trust_env=not server.is_here,
                timeout=httpx.Timeout(ANSWER_SECONDS, connect=CONNECT_SECONDS))
        except (ValueError, ImportError, httpx.InvalidURL):  # whose message may hold the proxy's password
            raise EngineNotReady("The proxy that the environment names cannot be used.", "See HTTPS_PROXY.") from None

    def close(self) -> None:
        self._http.close()

    def post(self, path: str, fields: Fields, file: tuple[str, bytes, str]) -> Reply:
        """Send a form with one file (name, content, media type) and return the answer, or the refusal of a form.

        Raises `EngineNotReady` where the server cannot be used as the settings name it, or is too busy: no fault of the file;
        `EngineFailed` where it failed at this.
        """
        return self._patiently(path, data=fields, files={"file": file})

    def post_json(self, path: str, content: Mapping[str, Any], accept: str = "application/json") -> Reply:
        """Send JSON and return the answer, of a media type among `accept`. It is asked, refused and raises as in `post`."""
        return self._patiently(path, accept=accept, json=content)

    def _patiently(self, path: str, **what: Any) -> Reply:
        problem: EngineError | None = None
        slow = 0
        for pause in self._pauses():
            asked = None
            try:
                reply = self._once("POST", path, **what)
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                problem = self._silent(error)
            except httpx.TimeoutException:
                problem = self._failed(f"did not answer within {ANSWER_SECONDS:.0f} seconds")
                slow += 1
            except httpx.RequestError as error:
                problem = self._failed(f"broke off or garbled its answer ({type(error).__name__})")
            else:
                if reply.fine or reply.status in _FORM:
                    return reply
                problem, asked = self.refusal(reply), self._asked_to_wait(reply)
                if reply.status < 500 and reply.status not in _AGAIN:
                    break
            if slow == _MOST_TIMEOUTS:
                break
            if asked is not None and asked > self._patience.longest_pause:
                raise EngineNotReady(f"The server {self._server.url} asks to wait for {asked:.0f} seconds.", "Try again then.")
            if pause is not None:
                self._patience.sleep(pause if asked is None else asked)
        assert problem is not None
        raise problem

    def probe(self) -> Reply:
        """Ask once, for 3 seconds at most, which models there are. Raises `EngineError` where nobody answers."""
        try:
            return self._once("GET", "models", timeout=PROBE_SECONDS)
        except httpx.TransportError as error:
            raise self._silent(error) from None
        except httpx.RequestError as error:
            raise self._failed(f"garbled its answer ({type(error).__name__})") from None

    def refusal(self, reply: Reply) -> EngineError:
        """Return what a refusal means, in words that say what to do. What the server says is quoted, cleaned and cut."""
        url, said = self._server.url, self._said(reply)
        if reply.status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
            if self._key:
                return EngineNotReady(f"The server {url} does not accept the key.{said}", f"See {OWN_KEY} or {COMMON_KEY}.")
            closed = "" if self._server.is_private else f" ({COMMON_KEY} is sent over https only.)"
            return EngineNotReady(f"The server {url} asks for a key.{said}", f"Put it into {OWN_KEY}.{closed}")
        if 300 <= reply.status < 400:
            return EngineNotReady(
                f"The server {url} sends on to {reply.elsewhere or 'another address'}; nothing was sent there.",
                "Name the address itself in the settings.")
        if reply.status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
            return EngineNotReady(
                f"The server {url} takes no requests as large as this one.{said}", "Raise its limit for uploads to 8 MB.")
        if reply.status in _BUSY:
            return EngineNotReady(f"The server {url} is too busy ({reply.status}).{said}", "Try again later.")
        if reply.status < 500:
            return EngineNotReady(
                f"The server {url} refuses what it is asked ({reply.status}).{said}",
                f"Does it have the model {printable(self._server.model)}, and does its address end as it should, often in /v1?")
        return self._failed(f"answered with the error {reply.status}{said and ':'}{said}".rstrip("."))

    def broken(self, what: str) -> EngineFailed:
        return self._failed(f"answered with {what}")

    def _once(
        self, method: str, path: str, timeout: float | None = None, accept: str = "application/json", **what: Any,
    ) -> Reply:
        headers = {"Accept": accept, "Accept-Encoding": "identity"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        if timeout is not None:
            what["timeout"] = timeout
        latest = time.monotonic() + (timeout or WHOLE_SECONDS)
        try:
            url = httpx.URL(f"{self._server.url}/{path}")
        except httpx.InvalidURL:
            raise EngineNotReady("The address of the server is none.", f"It is named like `{FORM}`.") from None
        with self._http.stream(method, url, headers=headers, **what) as response:
            body = bytearray()
            for part in response.iter_bytes():
                body += part
                if len(body) > MOST_BYTES:
                    raise self._failed(f"answered with more than {MOST_BYTES >> 20} MiB")
                if time.monotonic() > latest:
                    raise httpx.ReadTimeout("too slow")
            return Reply(
                response.status_code, bytes(body), response.headers.get("Content-Type", "").startswith("text/plain"),
                response.headers.get("Retry-After", ""), _host_of(response.headers.get("Location", "")))

    def _pauses(self) -> Iterator[float | None]:
        """Yield the pause after each try, in seconds; None after the last one."""
        pause = self._patience.first_pause
        for _ in range(self._patience.tries - 1):
            yield min(pause, self._patience.longest_pause)
            pause *= 2
        yield None

    def _asked_to_wait(self, reply: Reply) -> float | None:
        """Return for how many seconds the server asks (RFC 9110, section 10.2.3); None where it does not say."""
        try:
            return max(0.0, float(int(reply.wait)))
        except (ValueError, OverflowError):
            pass
        try:
            return max(0.0, parsedate_to_datetime(reply.wait).timestamp() - self._patience.now())
        except (ValueError, OverflowError):
            return None

    def _said(self, reply: Reply) -> str:
        """Return what the server says of its refusal, as ` It says: …`; a key that it repeats is taken out."""
        try:
            content = json.loads(reply.body)
        except (ValueError, RecursionError):
            content = reply.body.decode("utf-8", "replace") if reply.is_text else ""
        text = " ".join(_message(content).split())
        if self._key:
            text = text.replace(self._key, "…")
        text = printable(text if len(text) <= _LONGEST_MESSAGE else f"{text[:_LONGEST_MESSAGE]}…")
        return f" It says: {text}" if text else ""

    def _silent(self, error: Exception) -> EngineNotReady:
        if "CERTIFICATE" in str(error):
            return EngineNotReady(f"The certificate of {self._server.url} cannot be trusted.",
                                  "SSL_CERT_FILE may name that of your own authority.")
        return EngineNotReady(f"No server answers at {self._server.url}.", "Does it run? `access doctor` asks it.")

    def _failed(self, how: str) -> EngineFailed:
        return EngineFailed(f"The server {self._server.url} {how}.", "Its own log may say why.")


def _message(content: Any) -> str:
    """Return the message of an error as OpenAI, FastAPI and others write it."""
    for key in ("error", "detail", "message"):
        if isinstance(content, dict) and content.get(key):
            return _message(content[key])
    return content if isinstance(content, str) else json.dumps(content) if content else ""


def _host_of(location: str) -> str:
    try:
        return printable(urlsplit(location).hostname or "")
    except ValueError:
        return ""
