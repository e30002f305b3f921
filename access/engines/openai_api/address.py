"""Which server and model a setting means, and which key goes there. Apart from the client, because it needs no network.

A key or password never stands in an address, a message or an identity: those are written into manifests and logs.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from access.errors import EngineNotReady

FORM = "openai:http://localhost:11434/v1#model"
OWN_KEY, COMMON_KEY = "ACCESS_OPENAI_API_KEY", "OPENAI_API_KEY"
_PLAIN = re.compile(r"[\x21-\x7e]+")


@dataclass(frozen=True, slots=True)
class Address:
    url: str
    """Of the API: `http://localhost:11434/v1`. No user, no query, no slash at its end."""
    model: str

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or ""

    @property
    def is_here(self) -> bool:
        """Return whether what is sent there stays on this machine."""
        try:
            return self.host == "localhost" or ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def is_private(self) -> bool:
        """Return whether nobody on the way can read what is sent there."""
        return self.is_here or self.url.startswith("https:")

    def __str__(self) -> str:
        return f"{self.url}#{self.model}"


def address(named: str) -> Address:
    """Return what `URL#MODEL` means. Raises `EngineNotReady`, which holds nothing of `named`: there may be a password in it."""
    url, _, model = named.partition("#")
    try:
        parts = urlsplit(url)
        whole = bool(parts.hostname) and parts.port != 0
    except ValueError:
        raise _not_so("The address of its server is none.") from None
    if not named:
        raise _not_so("The settings name no server for it.")
    if parts.scheme not in ("http", "https") or not whole or not _PLAIN.fullmatch(url):
        raise _not_so("The address of its server is none.")
    if "@" in url or "?" in url:
        raise _not_so("The address of its server holds a user, a password or a query.",
                      f"Keys come from the environment: {OWN_KEY}, else {COMMON_KEY}.")
    if not model or not model.isprintable():
        raise _not_so("The address of its server ends in no #model.")
    return Address(url.rstrip("/"), model)


def key_for(server: Address, environment: Mapping[str, str] = os.environ) -> str:
    """Return the key for `server`, empty where there is none.

    A key that was set for `access` goes wherever the settings say; the one that all programs share is not shown to a network:
    it goes over TLS, or to this machine. Raises `EngineNotReady` where a key cannot be sent as it is.
    """
    own = environment.get(OWN_KEY, "").strip()
    name = OWN_KEY if own else COMMON_KEY
    key = own or (environment.get(COMMON_KEY, "").strip() if server.is_private else "")
    if key and not _PLAIN.fullmatch(key):
        raise EngineNotReady(f"The key in {name} holds characters that no key has.", "Set it anew.")
    return key


def _not_so(message: str, more: str = "") -> EngineNotReady:
    return EngineNotReady(message, f"{more} It is named like `{FORM}`.".strip())
