"""Whether a server is there and takes the key: what `access doctor` asks for every engine behind one."""

from __future__ import annotations

from access.engines.base import Readiness
from access.engines.openai_api.address import address, key_for
from access.errors import EngineError


def reach(model: str) -> Readiness:
    """Ask the server that `model` names, for 3 seconds at most."""
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
