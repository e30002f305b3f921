"""The whole way of a file: a workshop for each set of settings, closed when the test is over, and what a package then says."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Protocol

from access.config import LimitOptions, load
from access.intake.identify import identify
from access.model.media import Asset
from access.model.package import Package, Role
from access.pack.vtt import parse
from access.pipeline import Workshop

SENTENCES = ("The museum opens at nine in the morning.", "Please leave your bags at the front desk.")
LIVE = {"talk.en.vtt", "talk.en.srt", "talk.en.transcript.html", "talk.en.transcript.txt", "talk.wav.html"}
Run = Callable[..., Package]
"""What the fixture `run` gives: it processes a file below the inbox, with settings as sections of keys."""


class Process(Protocol):
    def __call__(self, path: Path, out: Path, root: Path | None = None, **sections: dict[str, object]) -> Package: ...


@contextmanager
def processing(state: Path) -> Iterator[Process]:
    """Yield what processes a file below `root` (its folder) into `out`, with settings as sections of keys."""
    with ExitStack() as shops:
        def process(path: Path, out: Path, root: Path | None = None, **sections: dict[str, object]) -> Package:
            shop = Workshop(load(overrides=sections), state)
            shops.callback(shop.close)
            return shop.process(asset_of(path, root or path.parent), out)

        yield process


def asset_of(path: Path, root: Path) -> Asset:
    return identify(path, path.relative_to(root), LimitOptions())


def caption_file(package: Package, ending: str = ".vtt") -> str:
    file = next(one.path for one in package.sidecars if one.role is Role.CAPTIONS and one.path.suffix == ending)
    return file.read_text("utf-8")


def caption_text(package: Package, ending: str = ".vtt") -> str:
    """Return what the captions say, without speakers and times."""
    return " ".join(line.text for line in parse(caption_file(package, ending)))


def names(package: Package) -> set[str]:
    return {sidecar.path.name for sidecar in package.sidecars}


def manifest(package: Package) -> dict[str, object]:
    document = json.loads(package.manifest.read_text("utf-8"))
    assert isinstance(document, dict)
    return document


def rules(package: Package) -> set[str]:
    return {finding.rule for finding in package.report.findings}


def hits(package: Package) -> dict[str, bool]:
    return {step.name: step.hit for step in package.steps}
