"""Which engines there are, which are ready, and which one `auto` means.

Ours and a stranger's come in by the same door: the entry-point group `access.engines`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points

from access.engines import licences
from access.engines.base import EngineFactory, EngineKind, FetchingFactory, Readiness, Restricted
from access.errors import EngineNotReady
from access.model.script import Tier

GROUP = "access.engines"
AUTO = "auto"
NONE = "none"
"""No engine of this kind: the setting of kinds that a run can do without."""
_DISPENSABLE = frozenset({EngineKind.SOUNDS, EngineKind.SPEAKERS, EngineKind.TEXT})
_RANK = {Tier.DRAFT: 0, Tier.STANDARD: 1, Tier.HIGH: 2}
PREFERRED = ("faster-whisper", "openai-whisper", "transformers")
"""What `auto` takes of equals: the same model, in the library that runs it quickest first. All others come after, by name."""
_NULL = "null-"
"""Null engines are chosen by name only."""


@dataclass(frozen=True, slots=True)
class Choice:
    factory: EngineFactory
    model: str
    reason: str
    """For the manifest: why this one."""


@cache
def factories() -> tuple[EngineFactory, ...]:
    """Return every engine whose module loads, by name."""
    found = []
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name):
        try:
            found.append(entry.load())
        except Exception:  # a stranger's module may fail in any way; `doctor` shows it by `broken`
            continue
    return tuple(found)


def broken() -> dict[str, str]:
    """Return the entry points that do not load, with the reason."""
    reasons = {}
    for entry in entry_points(group=GROUP):
        try:
            entry.load()
        except Exception as error:
            reasons[entry.name] = str(error)
    return reasons


def of_kind(kind: EngineKind) -> tuple[EngineFactory, ...]:
    return tuple(factory for factory in factories() if factory.kind is kind)


def left_out(kind: EngineKind, wanted: str) -> bool:
    """Tell whether the setting leaves this to nobody. Where a file needs the engine, `none` is as wrong as any other name."""
    return wanted == NONE and kind in _DISPENSABLE


def choose(kind: EngineKind, wanted: str, accepted: Sequence[str] = ()) -> Choice:
    """Return the engine that the setting `wanted` means: `auto`, a name, or `name:model`.

    `auto` takes the highest tier that is ready, never one that sends media elsewhere. An engine that is named must be
    ready: `EngineNotReady` says how to make it so, and no other takes its place. So it does of a model whose licence forbids
    commercial use and is not among those `accepted`.
    """
    if wanted == AUTO:
        return _best(kind, accepted)
    factory, model = _named(kind, wanted)
    refuse_unaccepted(factory, model, accepted)
    readiness = factory.readiness(model)
    if not readiness.ready:  # what follows the colon is not repeated: a password may stand in an address
        raise EngineNotReady(f"The {kind} engine `{factory.name}` is not ready: {readiness.reason}", _advice(readiness))
    return Choice(factory, model, "named in the settings")


def restriction(factory: EngineFactory, model: str) -> str:
    """Return the name of the licence that forbids commercial use of `model`; empty where none is known to."""
    return factory.restriction(model) if isinstance(factory, Restricted) else ""


def refuse_unaccepted(factory: EngineFactory, model: str, accepted: Sequence[str]) -> None:
    """Raise `EngineNotReady` where `model` is under a licence that must be accepted and is not."""
    licences.refuse(f"{factory.name}:{model}" if model else factory.name, restriction(factory, model), accepted)


def model_of(factory: EngineFactory, wanted: str) -> str:
    """Return the model of `factory` that a setting names; empty where it names none, or another engine."""
    name, _, model = wanted.partition(":")
    return model if name == factory.name else ""


def provide(kind: EngineKind, wanted: str, offline: bool, accepted: Sequence[str] = ()) -> None:
    """Fetch the weights of an engine that a setting names, where nothing else is missing. Raises `EngineNotReady`.

    `auto` makes nothing be fetched: whoever left a setting at its default did not ask for gigabytes, and what it takes
    would hang on whether the network was up that day. `access engines pull` asks for them.
    """
    if wanted in (AUTO, NONE):
        return
    factory, model = _named(kind, wanted)
    refuse_unaccepted(factory, model, accepted)
    if isinstance(factory, FetchingFactory) and factory.readiness(model).fetchable:
        factory.fetch(model, offline)


def fetchers(name: str) -> tuple[FetchingFactory, ...]:
    """Return the engines of that name whose weights can be fetched; none where it needs none. Raises `EngineNotReady`."""
    called = [factory for factory in factories() if factory.name == name]
    if not called:
        raise EngineNotReady(f"There is no engine `{name}`.", "`access engines` lists them.")
    return tuple(factory for factory in called if isinstance(factory, FetchingFactory))


def worth_fetching(kind: EngineKind) -> FetchingFactory | None:
    """Return the engine that `auto` would take if its weights were fetched; None where what it takes now is as good."""
    able = [factory for factory in _candidates(kind) if (state := factory.readiness("")).ready or state.fetchable]
    best = max(able, key=_merit, default=None)
    return best if isinstance(best, FetchingFactory) and best.readiness("").fetchable else None


def _named(kind: EngineKind, wanted: str) -> tuple[EngineFactory, str]:
    name, _, model = wanted.partition(":")
    named = {factory.name: factory for factory in of_kind(kind)}
    if name not in named:
        raise EngineNotReady(f"There is no {kind} engine `{name}`.", f"There are: {', '.join(sorted(named))}.")
    return named[name], model


def _candidates(kind: EngineKind) -> list[EngineFactory]:
    return [factory for factory in of_kind(kind) if not factory.remote and not factory.name.startswith(_NULL)]


def _merit(factory: EngineFactory) -> tuple[int, int]:
    """Rank by tier, then by preference; what is not in `PREFERRED` keeps the order it comes in."""
    return _RANK[factory.tier], -PREFERRED.index(factory.name) if factory.name in PREFERRED else -len(PREFERRED)


def _best(kind: EngineKind, accepted: Sequence[str]) -> Choice:
    states = [(factory, factory.readiness("")) for factory in _candidates(kind)]
    barred = {factory.name for factory, _ in states if not licences.accepts(restriction(factory, ""), accepted)}
    ready = [factory for factory, state in states if state.ready and factory.name not in barred]
    if not ready:
        reasons = " ".join(f"{factory.name}: {state.reason}" for factory, state in states)
        raise EngineNotReady(f"No {kind} engine is ready. {reasons}", "See `access doctor`.")
    best = max(ready, key=_merit)
    passed = [f"{factory.name} is not ready" for factory, state in states if not state.ready]
    passed += [f"the licence of {name} is not accepted" for name in sorted(barred)]
    equals = sum(factory.tier is best.tier for factory in ready)
    reason = f"auto: of {len(ready)} ready here, the highest tier ({best.tier})"
    reason += f", preferred among {equals} of that tier" if equals > 1 else ""
    return Choice(best, "", "; ".join([reason, *passed]))


def _advice(readiness: Readiness) -> str:
    return f"Try: {readiness.command}" if readiness.command else "See `access doctor`."
