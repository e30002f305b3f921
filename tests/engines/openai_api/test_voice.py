"""A voice behind a server: what it is asked, what its answers become, and what its failures mean to a person."""

from __future__ import annotations

import wave
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from sounding import UNKNOWN, tone, wav
from standin_server import Asked, Play, StandIn

from access.config import EngineOptions, Settings
from access.engines import registry
from access.engines.base import EngineKind
from access.engines.openai_api import client as client_module
from access.engines.openai_api.address import OWN_KEY, address, key_for
from access.engines.openai_api.client import Patience
from access.engines.openai_api.voice import ServerVoice, factory
from access.errors import EngineFailed, EngineNotReady
from access.model.words import words_per_minute

TEXT = "A heron stands in the shallow water."
WORDS = 7
SOUND = {"Content-Type": "audio/wav"}


def spoken(speed: float = 1.0, **shape: object) -> Play:
    """What a server answers: 350 ms a word at its ease, silence about it."""
    return Play(body=wav(tone(round(WORDS * 350 / speed), quiet=200), **shape), headers=SOUND)  # type: ignore[arg-type]


@pytest.fixture
def engine(standin: StandIn, pauses: list[float]) -> Iterator[ServerVoice]:
    one = opened(standin, pauses)
    yield one
    one.close()
    one.close()


def opened(standin: StandIn, pauses: list[float]) -> ServerVoice:
    server = address(f"{standin.url}#throat/large")
    return ServerVoice(server, key_for(server), Patience(sleep=pauses.append))


def obeying(asked: Asked) -> Play:
    """A server that takes a speed, and checks the form of what it is asked."""
    assert (asked.method, asked.path) == ("POST", "/v1/audio/speech")
    assert asked.headers["accept"] == "audio/wav, application/json"
    assert {"model": "throat/large", "input": TEXT, "response_format": "wav"}.items() <= asked.content.items()
    assert set(asked.content) <= {"model", "voice", "input", "response_format", "speed"}
    return spoken(float(asked.content.get("speed", 1.0)))


def test_the_text_is_sent_and_a_clip_comes_at_the_rate(engine: ServerVoice, standin: StandIn, tmp_path: Path) -> None:
    standin.answer = obeying
    clip = engine.speak(TEXT, "en", 190, tmp_path / "a.wav", "bella")
    with wave.open(str(clip.path)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 24_000)
        assert file.getnframes() * 1000 / 24_000 == pytest.approx(clip.duration, abs=1)
    assert words_per_minute(TEXT, clip.duration) == pytest.approx(190, rel=0.01)
    assert [asked.content["voice"] for asked in standin.asked] == ["bella", "bella"]
    assert "speed" not in standin.asked[0].content
    assert standin.asked[1].content["speed"] == pytest.approx(190 / (60_000 / 350), rel=0.01)
    assert "authorization" not in standin.asked[0].headers


def test_without_a_name_the_voice_that_every_server_has_is_asked_for(
    engine: ServerVoice, standin: StandIn, tmp_path: Path
) -> None:
    standin.answer = obeying
    engine.speak(TEXT, "en", 160, tmp_path / "a.wav")
    assert standin.asked[0].content["voice"] == "alloy"
    assert engine.voices("en") == ()


def test_openai_s_own_server_offers_a_choice() -> None:
    names = [voice.name for voice in ServerVoice(address("https://api.openai.com/v1#tts-1"), "").voices("en")]
    assert names[0] == "alloy"
    assert {"onyx", "nova"} < set(names)


@pytest.mark.parametrize("shape", [
    {"length": UNKNOWN}, {"length": 0}, {"bits": 32, "coding": 3}, {"extensible": True, "channels": 2}, {"bits": 24},
], ids=str)
def test_every_shape_of_wav_is_a_clip(shape: dict[str, object], engine: ServerVoice, standin: StandIn, tmp_path: Path) -> None:
    standin.play(spoken(**shape))  # type: ignore[arg-type]
    assert engine.speak(TEXT, "en", 171, tmp_path / "a.wav").duration == pytest.approx(WORDS * 350, abs=15)


@pytest.mark.parametrize("refusal", [Play(), Play(422, {"detail": [{"msg": "Extra inputs are not permitted"}]})], ids=str)
def test_a_server_that_knows_no_speed_is_found_out_and_its_clip_stretched(
    refusal: Play, engine: ServerVoice, standin: StandIn, tmp_path: Path
) -> None:
    standin.answer = lambda asked: refusal if refusal.status != 200 and "speed" in asked.content else spoken()
    clip = engine.speak(TEXT, "en", 200, tmp_path / "a.wav")
    assert words_per_minute(TEXT, clip.duration) == pytest.approx(200, rel=0.03)
    asked = len(standin.asked)
    clip = engine.speak(TEXT, "en", 205, tmp_path / "a.wav")
    assert words_per_minute(TEXT, clip.duration) == pytest.approx(205, rel=0.03)
    assert len(standin.asked) == asked


def test_a_busy_server_is_waited_for(engine: ServerVoice, standin: StandIn, pauses: list[float], tmp_path: Path) -> None:
    standin.play(Play(429, {"error": {"message": "slow down"}}, {"Retry-After": "7"}), Play(503), spoken())
    engine.speak(TEXT, "en", 171, tmp_path / "a.wav")
    assert pauses == [7.0, 2.0]


def test_one_that_asks_for_too_long_is_not_ready(engine: ServerVoice, standin: StandIn, tmp_path: Path) -> None:
    standin.play(Play(429, headers={"Retry-After": "3600"}))
    with pytest.raises(EngineNotReady, match="asks to wait for 3600 seconds"):
        engine.speak(TEXT, "en", 160, tmp_path / "a.wav")


def test_an_error_is_tried_four_times_and_then_the_file_fails(
    engine: ServerVoice, standin: StandIn, pauses: list[float], tmp_path: Path
) -> None:
    standin.play(Play(500, {"error": {"message": "out of memory"}}))
    with pytest.raises(EngineFailed, match="the error 500: It says: out of memory"):
        engine.speak(TEXT, "en", 160, tmp_path / "a.wav")
    assert len(standin.asked) == 4
    assert pauses == [1.0, 2.0, 4.0]


def test_a_server_that_does_not_answer_is_asked_twice(
    engine: ServerVoice, standin: StandIn, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(client_module, "ANSWER_SECONDS", 0.2)
    standin.play(Play(hang=True))
    with pytest.raises(EngineFailed, match="did not answer within"):
        engine.speak(TEXT, "en", 160, tmp_path / "a.wav")
    assert len(standin.asked) == 2


def test_nobody_there_is_not_ready(pauses: list[float], tmp_path: Path) -> None:
    server = address("http://127.0.0.1:9/v1#m")
    engine = ServerVoice(server, "", Patience(sleep=pauses.append))
    with pytest.raises(EngineNotReady, match="No server answers"):
        engine.speak(TEXT, "en", 160, tmp_path / "a.wav")
    engine.close()


@pytest.mark.parametrize(("play", "why"), [
    (Play(body={"text": "I cannot say that."}), "answered with no WAV file"),
    (Play(body=b"ID3\x04" + bytes(500), headers={"Content-Type": "audio/mpeg"}), "answered with no WAV file"),
    (Play(body=wav(tone(2_000))[:-3_000], headers=SOUND), "answered with a WAV file that breaks off"),
    (Play(body=b"", headers=SOUND), "answered with no WAV file"),
    (Play(body=wav(tone(1_000, level=0.0)), headers=SOUND), "finds nothing to say"),
    (Play(body=wav(tone(1_000)[:9]), headers=SOUND), "finds nothing to say"),
    (Play(body=wav(tone(60_000, rate=8_000), rate=8_000), headers=SOUND), "went on for 60 s"),
])
def test_what_is_no_speech_is_never_a_clip(
    play: Play, why: str, engine: ServerVoice, standin: StandIn, tmp_path: Path
) -> None:
    standin.play(play)
    with pytest.raises(EngineFailed, match=why):
        engine.speak(TEXT, "en", 160, tmp_path / "a.wav")
    assert not (tmp_path / "a.wav").exists()


@pytest.mark.parametrize(("play", "why"), [
    (Play(404, {"error": {"message": "model throat/large not found"}}), "model throat/large not found"),
    (Play(400, {"error": {"message": "voice must be one of a, b"}}), "voice must be one of a, b.*`\\[describe\\] voice`"),
    (Play(401, {"error": "no key"}), "asks for a key"), (Play(302, headers={"Location": "http://example.org/"}), "sends on"),
])
def test_a_refusal_is_not_ready_and_says_what_the_server_says(
    play: Play, why: str, engine: ServerVoice, standin: StandIn, tmp_path: Path
) -> None:
    standin.play(play)
    with pytest.raises(EngineNotReady, match=why):
        engine.speak(TEXT, "en", 160, tmp_path / "a.wav")


def test_the_key_goes_to_the_server_and_into_no_identity(
    standin: StandIn, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(OWN_KEY, "sk-secret")
    engine = opened(standin, [])
    standin.answer = obeying
    engine.speak(TEXT, "en", 160, tmp_path / "a.wav")
    assert standin.asked[0].headers["authorization"] == "Bearer sk-secret"
    assert "sk-secret" not in str(engine.identity)
    assert engine.identity.model == f"{standin.url}#throat/large"
    engine.close()


def test_it_is_chosen_by_name_only_and_nobody_is_asked_before(standin: StandIn) -> None:
    assert registry.choose(EngineKind.VOICE, "auto").factory is not factory
    assert registry.choose(EngineKind.VOICE, f"openai:{standin.url}#throat").factory is factory
    assert not factory.readiness("ftp://x").ready
    assert not factory.readiness("http://a:b@x/v1#m").ready
    assert "descriptions are sent there" in factory.readiness("https://example.org/v1#m").reason
    standin.play(Play(200, {"data": []}))
    assert factory.reach(f"{standin.url}#throat").ready
    assert not factory.reach("http://127.0.0.1:9/v1#m").ready
    assert [asked.path for asked in standin.asked] == ["/v1/models"]
    assert Settings(engines=EngineOptions(voice=f"openai:{standin.url}#throat"))
    assert httpx.URL(standin.url).host == "127.0.0.1"
