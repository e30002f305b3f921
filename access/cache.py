"""Results of steps, kept under the hash of all that determined them: nothing is done twice.

An entry is a folder `ab/abcdef…/` with `result.json` and the files the step made. It appears whole, by one rename, and is
never changed afterwards; so any number of processes may share a cache, also on a network file system.
"""

from __future__ import annotations

import dataclasses
import json
import math
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar, cast

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import to_jsonable_python

from access import files
from access.errors import OutputError
from access.model.package import StepRecord
from access.model.script import EngineIdentity

T = TypeVar("T")

_RESULT = "result.json"
_PRUNED = "pruned"
"""An empty file whose time says when."""
_PRUNE_SECONDS = 3600
_MUCH = 1 / 50
"""Of what the cache may hold."""
_IN_USE_SECONDS = 6 * 3600
"""An entry touched more lately may be in use by a running job; it is not pruned."""

_WORTH_SYNCING_S = 0.1
"""What was made quicker is left to the system to write down: where the power fails first, the entry does not read, and is made
anew for less than waiting for the disk would cost each time."""


@dataclass(frozen=True, slots=True)
class Kept(Generic[T]):
    """A step's result and the digest of what it says: steps that stand on it are keyed by that."""

    value: T
    key: str


class Unfinished(Exception):
    """Raised by a step that did what it could: `value` is used now and not kept, so that the rest is tried again next time."""

    def __init__(self, value: object) -> None:
        super().__init__("a step did not do all of its work")
        self.value = value


class Cache:
    """A folder of results. `max_bytes` is kept by `prune`, oldest use first."""

    def __init__(self, folder: Path, max_bytes: int) -> None:
        self._folder = folder
        self._max_bytes = max_bytes
        self._added = 0
        """Bytes that this process has put in since it pruned last."""

    def get(self, key: str, adapter: TypeAdapter[T]) -> Kept[T] | None:
        """Return what is kept under `key`; an entry that no longer reads is dropped, and counts as not there."""
        entry = self._entry(key)
        try:
            text = (entry / _RESULT).read_bytes()
            value = adapter.validate_json(text)
            os.utime(entry / _RESULT)
        except FileNotFoundError:
            return None
        except ValidationError:
            self._drop(entry)
            return None
        return Kept(_moved(value, Path(), entry), _key_of(key, entry, text))

    def make(self, key: str, adapter: TypeAdapter[T], make: Callable[[Path], T]) -> Kept[T]:
        """Run `make` in a folder of its own and keep its result and its files. Raises `OutputError` without room."""
        scratch = self._scratch()
        try:
            began = time.monotonic()
            value = make(scratch)
            result = adapter.dump_json(_moved(value, scratch, Path()))
            if time.monotonic() - began < _WORTH_SYNCING_S:
                (scratch / _RESULT).write_bytes(result)
            else:
                files.write_bytes(scratch / _RESULT, result)
            entry = self._entry(key)
            entry.parent.mkdir(exist_ok=True)
            self._added += sum(file.stat().st_size for file in _made(scratch))
            try:
                scratch.rename(entry)
            except OSError:
                if not (entry / _RESULT).exists():
                    raise
        except OSError as error:
            raise OutputError(f"The cache {self._folder} cannot be written: {error.strerror}.") from error
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
        kept = self.get(key, adapter)
        if kept is None:
            raise OutputError(f"The cache {self._folder} lost what was just written to it.")
        return kept

    def prune_when_due(self) -> None:
        """Prune where nobody has for an hour, or where this process has put in much since.

        It looks at every entry, of which an archive has hundreds of thousands: never once every so many files.
        """
        mark = self._folder / _PRUNED
        try:
            last = mark.stat().st_mtime
        except FileNotFoundError:
            last = -math.inf
        if abs(time.time() - last) < _PRUNE_SECONDS and self._added < self._max_bytes * _MUCH:
            return
        self._added = 0
        self._folder.mkdir(parents=True, exist_ok=True)
        mark.touch()
        self.prune()

    def prune(self) -> None:
        """Drop the entries that were used longest ago until the rest fits, and what killed processes left behind."""
        now = time.time()
        entries: list[tuple[float, int, Path]] = []
        for entry in self._folder.glob("??/*"):
            try:
                used = (entry / _RESULT).stat().st_mtime
                entries.append((used, sum(file.stat().st_size for file in _made(entry)), entry))
            except (FileNotFoundError, NotADirectoryError):
                continue
        total = sum(size for _, size, _ in entries)
        for used, size, entry in sorted(entries):
            if total <= self._max_bytes or now - used < _IN_USE_SECONDS:
                break
            self._drop(entry)
            total -= size
        for scratch in (*self._folder.glob("making-*"), *self._folder.glob("dropping-*")):
            if now - scratch.stat().st_mtime > _IN_USE_SECONDS:
                shutil.rmtree(scratch, ignore_errors=True)

    @contextmanager
    def lent(self) -> Iterator[Path]:
        """Lend a folder for what is needed for a while and not kept. Raises `OutputError` without room."""
        scratch = self._scratch()
        try:
            yield scratch
        finally:
            shutil.rmtree(scratch, ignore_errors=True)

    def _scratch(self) -> Path:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            return Path(tempfile.mkdtemp(prefix="making-", dir=self._folder))
        except OSError as error:
            raise OutputError(f"The cache {self._folder} cannot be written: {error.strerror}.") from error

    def _entry(self, key: str) -> Path:
        return self._folder / key[:2] / key

    def _drop(self, entry: Path) -> None:
        """Take an entry away whole: renamed first, so that nobody reads half of it."""
        grave = Path(tempfile.mkdtemp(prefix="dropping-", dir=self._folder))
        try:
            entry.rename(grave / entry.name)
        except OSError:
            pass  # another process was quicker
        finally:
            shutil.rmtree(grave, ignore_errors=True)


class Steps:
    """The steps of one file: each run through the cache, each recorded. Safe to use from several threads."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._records: list[StepRecord] = []
        self._lock = threading.Lock()

    @property
    def records(self) -> tuple[StepRecord, ...]:
        return tuple(self._records)

    def run(
        self, name: str, version: int, adapter: TypeAdapter[T], make: Callable[[Path], T], *, of: Sequence[object],
        engine: EngineIdentity | None = None,
    ) -> Kept[T]:
        """Return the result of a step, from the cache or made now.

        The key is the step's name and version, everything in `of` (other steps' results, hashes, settings sections, nouns)
        and the engine's identity; `make` gets a folder for its files and must depend on nothing else. Where it raises
        `Unfinished`, which makes no files, its value is returned and not kept.
        """
        began = time.monotonic()
        kept, hit = self._through_cache(name, version, adapter, make, of, engine)
        record = StepRecord(name, hit, round(time.monotonic() - began, 3), engine.name if engine else "")
        with self._lock:
            self._records.append(record)
        return kept

    def lent(self) -> AbstractContextManager[Path]:
        """Lend a folder for what steps share and nobody keeps. Raises `OutputError` without room."""
        return self._cache.lent()

    def part(
        self, name: str, version: int, adapter: TypeAdapter[T], make: Callable[[Path], T], *, of: Sequence[object],
        engine: EngineIdentity | None = None,
    ) -> T:
        """As `run`, for a part of a step: kept for itself, so that a step that breaks off goes on there, and not recorded."""
        return self._through_cache(name, version, adapter, make, of, engine)[0].value

    def _through_cache(
        self, name: str, version: int, adapter: TypeAdapter[T], make: Callable[[Path], T], of: Sequence[object],
        engine: EngineIdentity | None,
    ) -> tuple[Kept[T], bool]:
        """Return the result, and whether it was there."""
        key = _digest([name, version, [_plain(item) for item in of], _engine_key(engine)])
        if (kept := self._cache.get(key, adapter)) is not None:
            return kept, True
        try:
            return self._cache.make(key, adapter, make), False
        except Unfinished as half:
            value = cast(T, half.value)
            return Kept(value, files.digest(adapter.dump_json(value))), False


def _engine_key(engine: EngineIdentity | None) -> list[str]:
    return [engine.name, engine.version, engine.model, engine.tier] if engine else []


def _plain(item: object) -> Any:
    if isinstance(item, Kept):
        return item.key
    if isinstance(item, BaseModel):
        return item.model_dump(mode="json")
    return to_jsonable_python(item)


def _digest(value: object) -> str:
    return files.digest(json.dumps(value, sort_keys=True, ensure_ascii=True))


def _key_of(key: str, entry: Path, text: bytes) -> str:
    """Return the digest of what a result says; where the step made files, they are as its key determines them."""
    made_files = any(file.name != _RESULT for file in _made(entry))
    return files.digest(text + key.encode()) if made_files else files.digest(text)


def _made(entry: Path) -> list[os.DirEntry[str]]:
    with os.scandir(entry) as files_there:
        return list(files_there)


def _moved(value: T, old: Path, new: Path) -> T:
    """Return `value` with every path below `old` moved to `new` (`old` empty: every relative path)."""
    result: Any = value
    if isinstance(value, Path):
        if old == Path():
            result = value if value.is_absolute() else new / value
        elif value.is_relative_to(old):
            result = new / value.relative_to(old)
    elif isinstance(value, tuple | list):
        result = type(value)(_moved(item, old, new) for item in value)
    elif isinstance(value, dict):
        result = {name: _moved(item, old, new) for name, item in value.items()}
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        changes = {field.name: _moved(getattr(value, field.name), old, new) for field in dataclasses.fields(value)}
        result = dataclasses.replace(value, **changes)
    return result  # type: ignore[no-any-return]
