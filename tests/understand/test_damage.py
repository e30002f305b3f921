"""Damaged media are read as far as they go or refused with a reason; nothing else comes out of them."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from formats import ALL, made

from access.config import LimitOptions
from access.errors import AccessError
from access.mediafile import open_picture, sniff, upright
from access.model.media import Asset
from access.understand.audio import decode
from access.understand.probe import probe
from access.understand.shots import watch

LIMITS = LimitOptions()


def read_through(path: Path) -> None:
    verdict = sniff(path)
    if verdict is None:
        return
    asset = Asset(path, Path(path.name), *verdict, sha256="", size=path.stat().st_size)
    found = probe(asset, LIMITS)
    if found.picture:
        with open_picture(path, LIMITS) as image:
            upright(image)
    if found.audio:
        decode(asset, 0, LIMITS, path.parent / "out")
    if found.video:
        watch(asset, LIMITS, path.parent / "out")


@pytest.mark.parametrize("format", ALL)
def test_whatever_is_damaged_only_our_own_errors_come_out(format: str, tmp_path: Path) -> None:
    path = made(format, tmp_path)
    whole = path.read_bytes()
    dice = random.Random(format)
    damaged = [whole[: len(whole) * percent // 100] for percent in (1, 10, 50, 99)]
    for count, reach in ((5, 300), (20, len(whole)), (60, len(whole))):
        flipped = bytearray(whole)
        for _ in range(count):
            flipped[dice.randrange(min(reach, len(whole)))] ^= 1 << dice.randrange(8)
        damaged.append(bytes(flipped))
    cut = dice.randrange(len(whole))
    damaged.append(whole[:cut] + whole[cut + 500 :])
    said: list[str] = []
    for content in damaged:
        path.write_bytes(content)
        try:
            read_through(path)
        except AccessError as error:
            said.append(error.message)
    assert all(message.isprintable() and (path.name in message or "hours" in message) for message in said), said
