"""What is heard besides speech reaches what is told in the pauses, whoever names it in the captions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from made import speak
from scripted import ScriptedFactory
from workshops import SENTENCES, asset_of

from access.config import DescribeOptions, load
from access.engines import registry
from access.engines.base import EngineKind
from access.hearing import Said
from access.model.findings import SoundEvent
from access.model.media import Sound
from access.model.script import EngineIdentity, Tier
from access.model.time import Span
from access.pipeline import Workshop
from access.write.gaps import usable_gaps

PHONE = SoundEvent(Span(500, 3_500), "phone rings", 0.9)
LEAD = 8_000


@dataclass
class Ears:
    """Hears a phone before anybody speaks."""

    labels: tuple[str, ...] = ("phone rings",)
    identity: EngineIdentity = field(
        default_factory=lambda: EngineIdentity("scripted", "1", Tier.STANDARD, "Apache-2.0", "ears"))

    def listen(self, sound: Sound, voiced: Sequence[Span]) -> tuple[SoundEvent, ...]:
        return (PHONE,)

    def close(self) -> None:
        pass


@pytest.fixture
def heard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Said:
    """What is heard in a recording with a person's captions, which name no sound."""
    installed = registry.factories()
    monkeypatch.setattr(
        registry, "factories", lambda: (*installed, ScriptedFactory(Ears(), kind=EngineKind.SOUNDS)))
    speak(tmp_path / "show.wav", SENTENCES, lead=LEAD, tail=400)
    (tmp_path / "show.en.vtt").write_text(
        f"WEBVTT\n\n00:08.100 --> 00:10.500\n{SENTENCES[0]}\n\n00:11.000 --> 00:14.000\n{SENTENCES[1]}\n")
    workshop = Workshop(load(overrides={"engines": {"sounds": "scripted"}}), tmp_path / "state")
    try:
        said = workshop.take_in(asset_of(tmp_path / "show.wav", tmp_path)).said
    finally:
        workshop.close()
    assert said is not None
    return said


def test_a_sound_that_a_person_s_captions_leave_out_is_not_captioned_and_not_spoken_over(heard: Said) -> None:
    assert heard.sounds == ()
    assert "speech.sound-unnamed" in {finding.rule for finding in heard.findings}
    assert heard.noises == (PHONE,)
    gaps = usable_gaps(heard.voiced, (), heard.noises, LEAD, DescribeOptions())
    assert gaps
    assert not any(gap.overlap(PHONE.span) for gap in gaps)
