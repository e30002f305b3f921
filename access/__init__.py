"""Accessible media, from a drop folder: captions, transcripts, alt text and audio description.

    from access import process
    package = process("lecture.mp4", out="out")

The names below are imported when they are first asked for, so that `import access` and `access --help` are quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from access.api import process
    from access.config import Settings, load
    from access.errors import AccessError
    from access.model.package import Package, Report, Sidecar

__all__ = ["AccessError", "Package", "Report", "Settings", "Sidecar", "load", "process"]

_HOMES = {
    "AccessError": "access.errors", "Package": "access.model.package", "Report": "access.model.package",
    "Settings": "access.config", "Sidecar": "access.model.package", "load": "access.config", "process": "access.api",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'access' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
