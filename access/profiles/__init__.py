"""The guidelines as data: one TOML file a caption profile, one for the lengths of alternative texts, and the loader that takes
a stranger's file by the same door.

On the ground, because `write` composes by a profile and `check` measures against it, and neither imports the other.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import fields
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from access.errors import SettingsError
from access.files import printable
from access.model.languages import bcp47, primary
from access.model.pictures import AltProfile
from access.model.profile import CaptionProfile, LanguageLimits, ShotRule

NAMES = ("web", "netflix", "bbc", "dcmp")
_BASE = "extends"
_STRETCH = re.compile(r"(?P<count>\d+) ?(?P<unit>ms|frames?)")
_PROFILE: TypeAdapter[CaptionProfile] = TypeAdapter(CaptionProfile)
_ALT_PROFILE: TypeAdapter[AltProfile] = TypeAdapter(AltProfile)


def load_profile(name_or_path: str) -> CaptionProfile:
    """Return a built-in profile by its name, or one of your own by the path of its TOML file.

    A file of your own may begin from a built-in one, `extends = "web"`, and say only what differs; it is called by its file
    name unless it names itself. A length of time is a number of ms, or text with a unit: `"80 ms"`, `"2 frames"`.

    Raises `SettingsError`, which names the key.
    """
    if name_or_path in NAMES:
        return _known(name_or_path)
    path, table = _own(name_or_path, "captions", NAMES)
    where = printable(path)
    base = table.pop(_BASE, None)
    if base is not None and base not in NAMES:
        raise SettingsError(f"Setting `{_BASE}` in {where}: no profile is called {printable(base)}.",
                            f"There are {', '.join(NAMES)}.")
    return _profile(_merged(_builtin(base) if base else {}, {"name": path.stem, **table}), where)


def load_alt_profile(name_or_path: str) -> AltProfile:
    """Return the lengths that alternative texts keep to: built in, or of your own by the path of its TOML file.

    A file holds `max_characters` and `hard_max_characters`, and may hold a `name`. Raises `SettingsError`, which names the key.
    """
    known = _known_alt()
    if name_or_path in known:
        return known[name_or_path]
    path, table = _own(name_or_path, "alt", known)
    where = printable(path)
    _refuse_unknown(table, _keys(AltProfile), "", where)
    try:
        return _ALT_PROFILE.validate_python({"name": path.stem, **table})
    except ValidationError as error:
        problem = error.errors()[0]
        if problem["type"] == "value_error":
            raise SettingsError(f"Setting {problem['ctx']['error']}, in {where}.") from error
        raise SettingsError(f"Setting `{'.'.join(map(str, problem['loc']))}` in {where}: {problem['msg']}.") from error


@cache
def _known(name: str) -> CaptionProfile:
    return _profile(_builtin(name), f"profile {name}")


@cache
def _known_alt() -> dict[str, AltProfile]:
    tables = tomllib.loads(resources.files(__name__).joinpath("alt_texts.toml").read_text(encoding="utf-8"))
    return {name: _ALT_PROFILE.validate_python({"name": name, **table}) for name, table in tables.items()}


def _own(name: str, section: str, known: Iterable[str]) -> tuple[Path, dict[str, Any]]:
    """Return the path and the content of a profile of the user's own."""
    path = Path(name)
    if path.suffix != ".toml":
        raise SettingsError(
            f"Setting `{section}.profile`: no profile is called {printable(name)}.",
            f"There are {', '.join(known)}; one of your own is the path of a .toml file.")
    where = printable(path)
    try:
        return path, tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"Setting `{section}.profile`: {where} cannot be read: {error.strerror}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"Setting `{section}.profile`: {where} is not TOML: {error}.") from error


def _builtin(name: str) -> dict[str, Any]:
    text = resources.files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return {"name": name, **tomllib.loads(text)}


def _merged(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    both = {
        key: _merged(base[key], over[key])
        for key in base.keys() & over.keys() if isinstance(base[key], dict) and isinstance(over[key], dict)
    }
    return {**base, **over, **both}


def _profile(table: Mapping[str, Any], where: str) -> CaptionProfile:
    _refuse_unknown(table, _keys(CaptionProfile), "", where)
    shots = table.get("shots", {})
    languages = table.get("languages", {})
    for section, value in (("shots", shots), ("languages", languages)):
        if not isinstance(value, dict):
            raise SettingsError(f"Setting `{section}` in {where}: it is a table, `[{section}]`.")
    _refuse_unknown(shots, _keys(ShotRule), "shots.", where)
    for language, limits in languages.items():
        if language != primary(bcp47(language)):
            raise SettingsError(f"Setting `languages.{printable(language)}` in {where}: limits go by the language alone.",
                                "Name it in small letters, without script or region: `en`, `zh`.")
        if not isinstance(limits, dict):
            raise SettingsError(f"Setting `languages.{printable(language)}` in {where}: it is a table.")
        _refuse_unknown(limits, _keys(LanguageLimits) - {"language"}, f"languages.{printable(language)}.", where)
    plain = {
        **table,
        **{key: _stretch(table[key], key, where) for key in ("min_gap", "close_gap", "sync") if key in table},
        "shots": {key: _stretch(value, f"shots.{key}", where) for key, value in shots.items()},
        "languages": [{"language": language, **limits} for language, limits in languages.items()],
    }
    try:
        return _PROFILE.validate_python(plain)
    except ValidationError as error:
        problem = error.errors()[0]
        if problem["type"] == "value_error":
            raise SettingsError(f"Setting {problem['ctx']['error']}, in {where}.") from error
        key = ".".join(list(languages)[part] if isinstance(part, int) else part for part in problem["loc"])
        raise SettingsError(f"Setting `{key}` in {where}: {problem['msg']}.") from error


def _keys(noun: type) -> set[str]:
    return {field.name for field in fields(noun)}


def _refuse_unknown(table: Iterable[str], known: set[str], prefix: str, where: str) -> None:
    for key in table:
        if key not in known:
            raise SettingsError(f"Setting `{prefix}{printable(key)}` in {where}: there is no such key.",
                                f"There are {', '.join(sorted(known))}.")


def _stretch(value: object, key: str, where: str) -> dict[str, int]:
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return {"ms": value}
    match = _STRETCH.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise SettingsError(f'Setting `{key}` in {where}: it is a number of ms, or text such as "80 ms" or "2 frames".')
    return {"ms" if match["unit"] == "ms" else "frames": int(match["count"])}
