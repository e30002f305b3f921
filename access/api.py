"""The Python face: one file in, its package out, in this process."""

from __future__ import annotations

from os import PathLike
from pathlib import Path

from access import config
from access.config import Settings
from access.intake.guard import refuse_nested
from access.intake.identify import identify
from access.model.package import Package
from access.pipeline import Workshop


def process(
    path: str | PathLike[str], out: str | PathLike[str], *, settings: Settings | None = None,
    state: str | PathLike[str] | None = None,
) -> Package:
    """Make everything that the file at `path` needs, below the folder `out`, and return what was made.

    `settings` are by default those of `./access.toml` and the environment (`access.load`); `state` is where the step cache
    lives, by default the user's state folder. The file is worked on in this process: for many files, or strangers' files,
    the command works in processes of their own. Missing weights of an engine that the settings name are fetched first.

    Raises `MediaRefused`, `MediaBroken`, `EngineNotReady`, `EngineFailed`, `OutputError`, `SettingsError`; all are
    `AccessError` and say what to do.
    """
    source = Path(path).absolute()
    chosen = settings if settings is not None else config.load()
    refuse_nested(source, Path(out).absolute())
    asset = identify(source, Path(source.name), chosen.limits, chosen.intake.context)
    workshop = Workshop(chosen, config.state_folder(Path(state) if state is not None else None), may_fetch=True)
    try:
        return workshop.process(asset, Path(out).absolute())
    finally:
        workshop.close()
