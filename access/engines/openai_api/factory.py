"""How an engine behind a server is found ready, asked whether it is there, and opened: the same for every kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from access.engines.base import Engine, EngineKind, Readiness
from access.engines.openai_api.address import FORM, Address, address, key_for
from access.errors import EngineError, EngineNotReady
from access.model.script import Tier

LICENCE = "that of the server's model"


@dataclass(slots=True)
class ServerFactory:
    kind: EngineKind
    sends: str
    """What leaves this process: `sound is`."""
    engine: Callable[[Address, str], Engine]
    """Opens the engine, given its server and the key for it."""
    name: str = "openai"
    tier: Tier = Tier.STANDARD
    licence: str = LICENCE
    remote: bool = True

    def readiness(self, model: str) -> Readiness:
        """Tell whether `model` names a server and its model. Nobody is asked: a run whose steps are kept needs no server."""
        try:
            server = address(model)
            key_for(server)
        except EngineNotReady as error:
            return Readiness(False, error.message, f"ACCESS_ENGINES__{self.kind.upper()}={FORM}")
        stays = "on this machine" if server.is_here else f"elsewhere: {self.sends} sent there"
        return Readiness(True, f"The settings name {server.url}, {stays}.")

    def reach(self, model: str) -> Readiness:
        """Ask the server, for 3 seconds at most, whether it is there and takes the key."""
        from access.engines.openai_api import client

        server = address(model)
        asking = client.Client(server, key_for(server))
        try:
            reply = asking.probe()
            if reply.status in (401, 403) or 300 <= reply.status < 400:
                raise asking.refusal(reply)
        except EngineError as error:
            return Readiness(False, error.message, error.hint)
        finally:
            asking.close()
        return Readiness(True, f"{server.url} answers.")

    def open(self, model: str, offline: bool) -> Engine:
        """Return the engine. `offline` is about hubs for models: a server that the settings name is asked all the same."""
        server = address(model)
        return self.engine(server, key_for(server))
