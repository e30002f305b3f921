"""Where an engine's weights are, and how they come to this machine: one room for every engine that has any.

To find them is a look at folders: telling whether an engine is ready loads no library and asks nobody. To fetch them is a
step of its own, taken before any work (`access engines pull`, `Toolkit.check`) and never in the middle of it. The hub is
asked once whether it is there, and a machine without a network learns so within seconds.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import logging
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from access.engines import licences
from access.engines.base import Engine, EngineKind, Readiness
from access.errors import EngineError, EngineNotReady
from access.model.script import Tier

_log = logging.getLogger(__name__)

PROBE_SECONDS = 3.0
"""How long a hub may take to answer at all: name, connection and first line together."""
_HUB = "https://huggingface.co"
_MAIN = "main"
_TRUE = {"1", "ON", "YES", "TRUE"}
_FAULT = 500
"""An HTTP status from here on is no answer."""
_CARD = "README.md"
"""What says which licence a model is under."""
_INDEX = "model.safetensors.index.json"

Download = Callable[..., str]
"""`huggingface_hub.snapshot_download`, or what stands in for it."""


@dataclass(frozen=True, slots=True)
class Model:
    """A model as a setting names it, and what its engine takes of it."""

    name: str
    """A folder, a size, `owner/name`: without the revision."""
    repository: str
    """`owner/name` on the hub; empty where the name means nothing there."""
    revision: str
    """A commit, branch or tag; empty: the branch `main`."""
    needs: tuple[str, ...]
    """Name patterns; a folder in which one of them has no file holds no whole model."""
    light: tuple[str, ...]
    """What is fetched first. So where the weights are, fetched by us, all else is."""
    heavy: tuple[str, ...]
    """The weights themselves. Never a format that can run code."""

    @property
    def label(self) -> str:
        return f"{self.name}@{self.revision}" if self.revision else self.name


def split(model: str, default: str) -> tuple[str, str]:
    """Return the name (else `default`) and the revision in `name@revision`; a path has no revision."""
    name, _, revision = model.partition("@") if not is_path(model) else (model, "", "")
    return name or default, revision


def find(model: Model) -> Path | None:
    """Return the folder that holds the whole of `model`: the one it names, else the hub's cache; None where there is none."""
    if is_path(model.name):
        folder = at(model.name)
    elif not (model.repository and (commit := _commit(model))):
        return None
    else:
        folder = _stored(model) / "snapshots" / commit
    return None if lacking(folder, model.needs) else folder


def is_path(name: str) -> bool:
    """Tell whether a model's name is written as a path, or else can be no name on a hub.

    Whether anything is there plays no part: a folder that happens to be called `small` is not the model of that name.
    """
    no_name = name.endswith("/") or name.partition("@")[0].count("/") > 1
    return Path(name).is_absolute() or name.startswith((".", "~")) or no_name


def at(path: str) -> Path:
    """Return the place that a path in a setting means, the same from wherever it is looked at."""
    return Path(os.path.abspath(os.path.expanduser(path)))  # noqa: PTH100, PTH111  (Path keeps `..` and raises at `~nobody`)


def lacking(folder: Path, needs: tuple[str, ...]) -> list[str]:
    """Return what `folder` lacks of a whole model; a model in several files needs all that its index names."""
    missing = [pattern for pattern in needs if not any(path.is_file() for path in folder.glob(pattern))]
    if (folder / _INDEX).is_file():
        try:
            parts = set(json.loads((folder / _INDEX).read_bytes())["weight_map"].values())
        except (OSError, ValueError, LookupError, AttributeError):
            return [*missing, _INDEX]
        missing += sorted(part for part in parts if not (folder / part).is_file())
    return missing


def identity(model: Model, folder: Path) -> str:
    """Return which weights these are, for manifests and cache keys: the hub's commit tells more than its branch."""
    if is_path(model.name):
        patterns = (*model.needs, *model.light, *model.heavy)
        return marked(folder, {path for pattern in patterns for path in folder.glob(pattern)})
    return f"{model.name}@{folder.name[:12]}" if folder.parent.name == "snapshots" else model.label


def marked(place: Path, files: Iterable[Path]) -> str:
    """Return `place` with a mark that changes when one of `files` does: other weights in the same place are another model.

    Names, sizes and times of the files tell that; reading gigabytes at each start would cost more than they are asked for.
    """
    states = []
    for file in sorted(files):
        try:
            known = file.stat()
        except OSError:
            continue
        states.append((file.name, known.st_size, known.st_mtime_ns))
    return f"{place} ({hashlib.sha256(repr(states).encode()).hexdigest()[:12]})"


def readiness(engine: str, model: Model) -> Readiness:
    """Say whether the weights are here, and whether they could be."""
    if folder := find(model):
        return Readiness(True, f"The weights of {model.label} are in {folder}.")
    if is_path(model.name):
        folder = at(model.name)
        if not folder.is_dir():
            return Readiness(False, f"There is no folder {model.name}.")
        missing = ", ".join(lacking(folder, model.needs))
        return Readiness(False, f"{model.name} holds no model that {engine} can load. It lacks {missing}.")
    if not model.repository:
        return Readiness(
            False, f"{engine} knows no model {model.name}; OWNER/NAME on the hub is one too, "
            f"and a folder as a path: ./{model.name}.")
    return Readiness(
        False, f"The weights of {model.label} are not on this machine.", f"access engines pull {engine}:{model.label}",
        fetchable=True)


@contextmanager
def loading(place: Path) -> Iterator[None]:
    """Raise whatever goes wrong while a checkpoint is loaded as `EngineNotReady`: no file on which it is to work is at fault.

    A checkpoint can be wrong in any way, a device can be too small, and each library on the way has errors of its own.
    """
    try:
        yield
    except EngineError:
        raise
    except Exception as error:
        raise EngineNotReady(
            f"The checkpoint in {place} cannot be loaded: {_reason(error)}.", "Name another one, or a smaller one.") from error


def fetch(
    model: Model, offline: bool, unfit: Callable[[Path], str] = lambda folder: "", *, wait: float = PROBE_SECONDS,
    download: Download | None = None,
) -> Path:
    """Return the folder of `model`, fetched from the hub with a progress bar where it is not here.

    What breaks off goes on where it stopped at the next try. Where `unfit`, asked once the small files are here, says why the
    model is of no use, its weights stay where they are. Raises `EngineNotReady`.
    """
    if folder := find(model):
        return folder
    endpoint = os.environ.get("HF_ENDPOINT", "").rstrip("/") or _HUB
    ask(endpoint, model.label, offline, wait)
    _log.info("Fetching the weights of %s (%s) from %s.", model.label, model.repository, _host(endpoint))
    download = download or _client()
    try:
        first = _snapshot(download, model, endpoint, model.revision or _MAIN, (*model.light, _CARD))
        if why := unfit(first):
            raise EngineNotReady(why, "Name another model.")
        # The second half of the same commit, even if the branch moves meanwhile.
        folder = _snapshot(download, model, endpoint, first.name, model.heavy)
    except EngineError:
        raise
    except Exception as error:  # the hub's client raises its own errors and those of an HTTP library that it changes
        raise EngineNotReady(
            f"The weights of {model.label} could not be fetched: {_reason(error)}.", _advice(error, model)) from error
    if missing := lacking(folder, model.needs):
        raise EngineNotReady(
            f"{model.repository} at {_host(endpoint)} holds no model that this engine can load. It lacks {', '.join(missing)}.",
            "Name another model.")
    return folder


@dataclass(slots=True)
class WeightsFactory:
    """The factory of an engine whose weights are a `Model`: it is ready when its packages and these are here, and they fit."""

    name: str
    kind: EngineKind
    tier: Tier
    licence: str
    packages: tuple[str, ...]
    """By the names they are imported under."""
    install: str
    """The command that brings them."""
    wanted: Callable[[str], Model]
    """What a setting means by the part after its colon."""
    engine: Callable[[str, Path], Engine]
    """Opens the engine, given the identity of its weights and their folder."""
    unfit: Callable[[Path], str] = lambda folder: ""
    """Why the engine can do nothing with a whole model in a folder; empty where it can."""
    remote: bool = False
    besides: Callable[[Model, Path | None], str] = lambda model, folder: ""
    """The package that one model needs and others do not, by its name alone or by its folder; empty where there is none."""

    def readiness(self, model: str) -> Readiness:
        if missing := [name for name in self.packages if importlib.util.find_spec(name) is None]:
            return Readiness(False, f"The package {missing[0].replace('_', '-')} is not installed.", self.install)
        wanted = self.wanted(model)
        folder = find(wanted)
        if folder and (why := self.unfit(folder)):
            return Readiness(False, why)
        if (package := self.besides(wanted, folder)) and importlib.util.find_spec(package) is None:
            return Readiness(
                False, f"{wanted.label} needs the package {package}, which is not installed.", f"pip install {package}")
        return readiness(self.name, wanted)

    def restriction(self, model: str) -> str:
        wanted = self.wanted(model)
        named = licences.on_card(find(wanted)) or licences.by_name(wanted.repository)
        return named if licences.forbids(named) else ""

    def fetch(self, model: str, offline: bool) -> None:
        fetch(self.wanted(model), offline, self.unfit)

    def open(self, model: str, offline: bool) -> Engine:
        wanted, state = self.wanted(model), self.readiness(model)
        folder = find(wanted)
        if folder is None or not state.ready:
            raise EngineNotReady(state.reason, f"Try: {state.command}" if state.command else "")
        return self.engine(identity(wanted, folder), folder)


def ask(address: str, wanted: str, offline: bool, wait: float = PROBE_SECONDS, kept: Path | None = None) -> None:
    """Raise `EngineNotReady` where `wanted` may not be asked for at `address`, or nobody answers there within `wait` s.

    `kept` is where such weights are kept, if not in the hub's cache.
    """
    if offline or _is_offline():
        why = "offline = true in the settings" if offline else "HF_HUB_OFFLINE or TRANSFORMERS_OFFLINE in the environment"
        raise EngineNotReady(
            f"The weights of {wanted} are not on this machine, and nothing may be asked of a hub ({why}).",
            "Fetch them where that is allowed and copy them here, or name a folder that holds them.")
    if not _answers(address, wait):
        raise EngineNotReady(
            f"The weights of {wanted} are not on this machine, and {_host(address)} did not answer within {wait:g} s.",
            f"Try again with a network (`HTTPS_PROXY` and `HF_ENDPOINT` are obeyed), copy the folder {kept or hub_cache()} "
            "from a machine that has them, or name a folder that holds them.")


def hub_cache() -> Path:
    """Return where the hub's own library keeps what it has fetched."""
    named = os.environ.get("HF_HUB_CACHE") or os.environ.get("HUGGINGFACE_HUB_CACHE")
    home = os.environ.get("HF_HOME") or user_cache() / "huggingface"
    return Path(named or Path(home) / "hub").expanduser()


def user_cache() -> Path:
    """Return the folder in which libraries of this field keep their weights."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache").expanduser()


@cache
def _answers(address: str, wait: float) -> bool:
    """Tell whether anybody answers at `address` within `wait` s, all told. Asked once a process.

    On a thread, because no library's timeout holds while a name is looked up.
    """
    import httpx

    answered = threading.Event()

    def probe() -> None:
        try:
            if httpx.head(address, timeout=wait).status_code < _FAULT:
                answered.set()
        except (httpx.HTTPError, httpx.InvalidURL, OSError):
            pass
        finally:
            over.set()

    over = threading.Event()
    threading.Thread(target=probe, daemon=True).start()
    over.wait(wait)
    return answered.is_set()


def _is_offline() -> bool:
    named = os.environ.get("HF_HUB_OFFLINE") or os.environ.get("TRANSFORMERS_OFFLINE") or ""
    return named.upper() in _TRUE


def _stored(model: Model) -> Path:
    return hub_cache() / f"models--{model.repository.replace('/', '--')}"


def _commit(model: Model) -> str:
    """Return the commit that the revision means in the hub's cache; empty where that is not known."""
    revision = model.revision or _MAIN
    if (_stored(model) / "snapshots" / revision).is_dir():
        return revision
    try:
        return (_stored(model) / "refs" / revision).read_text("utf-8").strip()
    except OSError:
        return ""


def _client() -> Download:
    from huggingface_hub import snapshot_download

    client: Download = snapshot_download
    return client


def _snapshot(download: Download, model: Model, endpoint: str, revision: str, patterns: tuple[str, ...]) -> Path:
    options: dict[str, Any] = {"cache_dir": str(hub_cache()), "endpoint": endpoint, "allow_patterns": list(patterns)}
    return Path(download(model.repository, revision=revision, **options))


def _host(address: str) -> str:
    """Return the host alone: an address may hold a password."""
    return urlsplit(address).hostname or address


def _reason(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return f"{type(error).__name__}: {lines[0].rstrip('.')}" if lines else type(error).__name__


def _advice(error: Exception, model: Model) -> str:
    name = type(error).__name__
    if name == "GatedRepoError":
        return f"Accept its terms on the page of {model.repository}, and set HF_TOKEN."
    if name == "RepositoryNotFoundError":
        return "Look at the name; a private model needs HF_TOKEN."
    if name == "RevisionNotFoundError":
        return f"There is no {model.revision or _MAIN} there: name a commit, branch or tag of {model.repository}."
    return "Try again: what has come is kept."
