"""Recognition by a server: what it is asked, what its answers become, and what its failures mean to a person."""

from __future__ import annotations

import io
import wave
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import httpx
import numpy as np
import pytest
from made import silence, speak
from standin_server import Asked, Play, StandIn, standing_in

from access.engines import registry
from access.engines.base import EngineKind, Listening
from access.engines.openai_api import client as client_module
from access.engines.openai_api.address import COMMON_KEY, OWN_KEY, address, key_for
from access.engines.openai_api.client import Patience
from access.engines.openai_api.speech import ServerSpeech, factory
from access.errors import EngineError, EngineFailed, EngineNotReady
from access.model.findings import Term
from access.model.media import Sound
from access.model.time import Span

TEXT = "The museum opens at nine. Please come in."
NOW = 1_800_000_000.0
PLAIN = Play(body={"text": "Yes."})


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Sound:
    path = speak(tmp_path_factory.mktemp("speech") / "a.wav", TEXT.split(". "), lead=500, pauses=1_000).path
    with wave.open(str(path)) as file:
        return Sound(path, file.getframerate(), file.getnframes())


@pytest.fixture
def engine(standin: StandIn, pauses: list[float]) -> Iterator[ServerSpeech]:
    one = opened(standin, pauses)
    yield one
    one.close()
    one.close()


def opened(standin: StandIn, pauses: list[float]) -> ServerSpeech:
    server = address(f"{standin.url}#ears/large")
    return ServerSpeech(server, key_for(server), Patience(sleep=pauses.append, now=lambda: NOW))


def hear(engine: ServerSpeech, sound: Sound, *voiced: Span, **asked: object) -> list[tuple[str, Span]]:
    heard = engine.transcribe(sound, voiced or (Span(500, 2_500),), Listening(**asked))  # type: ignore[arg-type]
    return [(word.text, word.span) for word in heard.words]


def words_of(text: str, start: float = 0.2, each: float = 0.25) -> list[dict[str, object]]:
    """As OpenAI's own server gives words: bare, in seconds."""
    return [{"word": word.strip(".,!?"), "start": start + each * number, "end": start + each * (number + 1)}
            for number, word in enumerate(text.split())]


def refused(engine: ServerSpeech, sound: Sound, **asked: object) -> EngineError:
    with pytest.raises(EngineError) as caught:
        hear(engine, sound, **asked)
    return caught.value


# --- what it is asked ----------------------------------------------------------------------------------------------


def test_a_window_of_the_voice_is_sent_as_a_wav_file_without_the_name_of_the_original(
    standin: StandIn, engine: ServerSpeech, sound: Sound
) -> None:
    standin.play(PLAIN)
    hear(engine, sound, Span(600, 2_000), language="de-CH", terms=(Term("Ada Lovelace"), Term("Rigi")))
    asked, = standin.asked
    assert (asked.method, asked.path) == ("POST", "/v1/audio/transcriptions")
    assert asked.fields == {
        "model": ["ears/large"], "temperature": ["0"], "language": ["de"], "prompt": ["Ada Lovelace, Rigi"],
        "response_format": ["verbose_json"], "timestamp_granularities[]": ["word", "segment"]}
    assert (asked.file_name, asked.file_type) == ("voice.wav", "audio/wav")
    with wave.open(io.BytesIO(asked.file)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, sound.sample_rate)
        sent = file.readframes(file.getnframes())
    assert sent == sound.read(Span(400, 2_200)), "sample for sample, padded by 200 ms"
    assert "authorization" not in asked.headers


def test_a_long_voice_is_sent_window_by_window_and_no_silence_is(
    standin: StandIn, engine: ServerSpeech, tmp_path: Path
) -> None:
    quiet = silence(tmp_path / "long.wav", 100_000)
    standin.play(PLAIN)
    long = Sound(quiet, 16_000, 1_600_000)
    words = hear(engine, long, Span(1_000, 11_000), Span(50_000, 90_000))
    assert [len(asked.file) // 32_000 for asked in standin.asked] == [10, 20, 20]
    assert [span.start // 1000 for _, span in words] == [1, 50, 70]


def test_translation_asks_another_path_and_names_no_language(standin: StandIn, engine: ServerSpeech, sound: Sound) -> None:
    standin.play(PLAIN)
    heard = engine.transcribe(sound, (Span(500, 2_500),), Listening("de", translate=True))
    asked, = standin.asked
    assert asked.path == "/v1/audio/translations"
    assert "language" not in asked.fields
    assert heard.language == "en"


def test_of_many_terms_the_likeliest_are_sent(standin: StandIn, engine: ServerSpeech, sound: Sound) -> None:
    standin.play(PLAIN)
    hear(engine, sound, terms=tuple(Term(f"Name{number:03}") for number in range(500)))
    prompt, = standin.asked[0].fields["prompt"]
    assert prompt.startswith("Name000, Name001, ")
    assert len(prompt) <= 440


def test_where_nothing_is_voiced_nobody_is_asked(standin: StandIn, engine: ServerSpeech, sound: Sound) -> None:
    assert engine.transcribe(sound, (), Listening("en")).words == ()
    assert standin.asked == []


def test_a_server_that_refuses_a_form_is_asked_more_simply_and_so_from_then_on(
    standin: StandIn, engine: ServerSpeech, sound: Sound, pauses: list[float]
) -> None:
    def answer(asked: Asked) -> Play:
        simple = asked.fields["response_format"] == ["json"]
        return PLAIN if simple else Play(422 if len(standin.asked) == 1 else 400, {"detail": "unexpected field"})

    standin.answer = answer
    assert hear(engine, sound)
    assert hear(engine, sound)
    forms = [(asked.fields["response_format"], "timestamp_granularities[]" in asked.fields) for asked in standin.asked]
    assert forms == [(["verbose_json"], True), (["verbose_json"], False), (["json"], False), (["json"], False)]
    assert pauses == []


def test_the_language_is_asked_for_as_whisper_calls_it(standin: StandIn, engine: ServerSpeech, sound: Sound) -> None:
    standin.play(PLAIN)
    assert engine.transcribe(sound, (Span(500, 2_500),), Listening("nb-NO")).language == "nb-NO"
    assert standin.asked[0].fields["language"] == ["no"]


@pytest.mark.parametrize(("heard_in", "assumed"), [("", True), ("welsh", True), ("ga", False)])
def test_a_server_that_refuses_a_language_is_asked_without_and_so_from_then_on(
    standin: StandIn, engine: ServerSpeech, sound: Sound, heard_in: str, assumed: bool
) -> None:
    def answer(asked: Asked) -> Play:
        refusal = Play(400, {"error": {"message": "Language 'ga' is not supported.", "param": "language"}})
        return refusal if asked.fields.get("language") == ["ga"] else Play(body={"text": "Yes.", "language": heard_in})

    standin.answer = answer
    for _ in range(2):
        heard = engine.transcribe(sound, (Span(500, 2_500),), Listening("ga"))
        assert (heard.language, heard.language_assumed) == ("ga", assumed)
    assert not engine.transcribe(sound, (Span(500, 2_500),), Listening("de")).language_assumed
    assert [asked.fields.get("language") for asked in standin.asked] == [["ga"], None, None, ["de"]]
    assert {asked.fields["response_format"][0] for asked in standin.asked} == {"verbose_json"}


def test_a_server_that_takes_neither_form_nor_language_is_asked_with_the_simplest_and_without(
    standin: StandIn, engine: ServerSpeech, sound: Sound
) -> None:
    def answer(asked: Asked) -> Play:
        if "language" in asked.fields:
            return Play(422, {"detail": [{"loc": ["body", "language"], "msg": "Input should be 'en'"}]})
        return PLAIN if asked.fields["response_format"] == ["json"] else Play(400, {"detail": "unexpected field"})

    standin.answer = answer
    assert hear(engine, sound, language="ga")
    standin.asked.clear()
    assert hear(engine, sound, language="ga")
    assert len(standin.asked) == 1


# --- what its answers become ---------------------------------------------------------------------------------------


def test_words_take_their_times_from_the_server_and_their_punctuation_from_its_text(
    standin: StandIn, engine: ServerSpeech, sound: Sound
) -> None:
    standin.play(Play(body={"text": f" {TEXT}", "language": "english", "words": words_of(TEXT)}))
    heard = engine.transcribe(sound, (Span(500, 3_000),), Listening())
    assert [word.text for word in heard.words] == TEXT.split()
    assert [word.span.start for word in heard.words] == [300 + 200 + 250 * number for number in range(8)]
    assert (heard.language, heard.language_assumed) == ("en", False)


def test_words_inside_segments_with_their_own_probability_are_read_too(
    standin: StandIn, engine: ServerSpeech, sound: Sound
) -> None:
    words = [{"word": " Hello,", "start": 0.2, "end": 0.5, "probability": 0.75}, {"word": " you.", "start": 0.6, "end": 0.8}]
    segment = {"text": " Hello, you.", "start": 0.2, "end": 0.8, "avg_logprob": -0.5, "words": words}
    standin.play(Play(body={"text": "Hello, you.", "segments": [segment]}))
    heard = engine.transcribe(sound, (Span(500, 2_500),), Listening("en"))
    assert [(word.text, word.span) for word in heard.words] == [("Hello,", Span(500, 800)), ("you.", Span(900, 1_100))]
    assert [word.confidence for word in heard.words] == pytest.approx([0.75, np.exp(-0.5)])


def test_segments_without_words_share_their_time_by_letters_where_there_is_voice(
    standin: StandIn, engine: ServerSpeech, sound: Sound
) -> None:
    segments = [{"text": " aaaa bb", "start": 0.0, "end": 1.2, "avg_logprob": 0.0}, {"text": "cc", "start": 1.2, "end": 2.0}]
    standin.play(Play(body={"text": "aaaa bb cc", "segments": segments}))
    words = hear(engine, sound, Span(1_000, 1_600), Span(2_200, 2_800))
    assert words == [("aaaa", Span(1_000, 1_400)), ("bb", Span(1_400, 1_600)), ("cc", Span(2_200, 2_800))]


def test_text_alone_is_laid_over_the_voice_and_no_word_over_a_pause(
    standin: StandIn, engine: ServerSpeech, sound: Sound
) -> None:
    standin.play(Play(body={"text": "aaaaa bbbbb ccccc"}))
    words = hear(engine, sound, Span(1_000, 1_450), Span(1_950, 3_000))
    assert words == [("aaaaa", Span(1_000, 1_450)), ("bbbbb", Span(2_000, 2_500)), ("ccccc", Span(2_500, 3_000))]


def test_a_language_that_the_server_names_is_that_of_the_windows_to_come(
    standin: StandIn, engine: ServerSpeech, tmp_path: Path
) -> None:
    long = Sound(silence(tmp_path / "long.wav", 70_000), 16_000, 70 * 16_000)
    standin.play(Play(body={"text": "Ja.", "language": "german"}), PLAIN)
    heard = engine.transcribe(long, (Span(1_000, 68_000),), Listening())
    assert [asked.fields.get("language") for asked in standin.asked] == [None, ["de"], ["de"]]
    assert (heard.language, heard.language_assumed) == ("de", False)


def test_where_nobody_names_the_language_it_is_assumed(standin: StandIn, engine: ServerSpeech, sound: Sound) -> None:
    standin.play(PLAIN)
    assert engine.transcribe(sound, (Span(500, 2_500),), Listening()).language_assumed
    assert not engine.transcribe(sound, (Span(500, 2_500),), Listening("fr")).language_assumed


@pytest.mark.parametrize("times", [(-3.0, -1.0), (1e308, 1e308), (9.0, 2.0), (0.0, 0.0), (500.0, 900.0)])
def test_times_that_cannot_be_leave_the_words_inside_the_voice(
    standin: StandIn, engine: ServerSpeech, sound: Sound, times: tuple[float, float]
) -> None:
    when = {"start": times[0], "end": times[1]}
    standin.play(Play(body={"text": "Yes.", "words": [{"word": "Yes", **when}], "segments": [{"text": "Yes.", **when}]}))
    (text, span), = hear(engine, sound, Span(500, 2_500))
    assert text == "Yes."
    assert span.within(Span(300, 2_700)) == span


# --- the claims of tests/engines/test_contract.py, which asks no remote engine ----------------------------------------


def test_it_keeps_the_contract_of_a_speech_engine(standin: StandIn, engine: ServerSpeech, sound: Sound) -> None:
    standin.play(Play(body={"text": TEXT, "words": words_of(TEXT, start=0.0, each=0.9)}))
    voiced = (Span(400, sound.span.end - 400),)
    heard = engine.transcribe(sound, voiced, Listening("en"))
    identity = engine.identity
    assert (identity.name, identity.tier, identity.licence) == (factory.name, factory.tier, factory.licence)
    assert identity.version
    assert identity.model == f"{standin.url}#ears/large"
    assert heard.words
    assert all(word.text.strip() and 0 <= word.confidence <= 1 for word in heard.words)
    assert all(a.span.start <= b.span.start for a, b in pairwise(heard.words))
    assert all(word.span.within(voiced[0].padded(500)) == word.span for word in heard.words)
    assert (heard.language, heard.language_assumed) == ("en", False)


def test_it_is_named_never_chosen(standin: StandIn) -> None:
    assert factory.remote
    assert registry.choose(EngineKind.SPEECH, "auto").factory is not factory
    assert registry.choose(EngineKind.SPEECH, f"openai:{standin.url}#ears").model == f"{standin.url}#ears"
    assert standin.asked == [], "a run whose steps are kept needs no server"


def test_offline_is_about_hubs_not_about_a_server_that_the_settings_name(standin: StandIn, sound: Sound) -> None:
    standin.play(PLAIN)
    one = factory.open(f"{standin.url}#ears", offline=True)
    assert isinstance(one, ServerSpeech)
    assert hear(one, sound)
    one.close()


# --- its failures ----------------------------------------------------------------------------------------------------

FAULTS: dict[str, tuple[Play, type[EngineError], str, int]] = {
    "busy": (Play(429), EngineNotReady, "too busy", 4),
    "away": (Play(503), EngineNotReady, "too busy", 4),
    "broken": (Play(500, "<h1>Internal</h1>"), EngineFailed, "error 500", 4),
    "no key": (Play(401, {"error": {"message": "No key."}}), EngineNotReady, "asks for a key. It says: No key. Put it into", 1),
    "forbidden": (Play(403, {"detail": "Not you"}), EngineNotReady, "asks for a key. It says: Not you", 1),
    "wrong path": (Play(404, {"detail": "Not Found"}), EngineNotReady, "end as it should, often in /v1", 1),
    "wrong model": (
        Play(404, {"error": {"message": "The model `ears/large` does not exist", "code": "model_not_found"}}),
        EngineNotReady, r"does not exist Does it have the model ears/large", 1),
    "wrong model, said as a bad request": (
        Play(400, {"error": "unknown model"}), EngineNotReady, r"\(400\). It says: unknown model Does it have the model", 3),
    "too much": (Play(413), EngineNotReady, "Raise its limit for uploads", 1),
    "unpaid": (Play(402, {"message": "Pay first"}), EngineNotReady, "Pay first", 1),
    "not JSON": (Play(200, "{\"text\": "), EngineFailed, "no transcription as the API has it", 1),
    "not a transcription": (Play(200, {"choices": []}), EngineFailed, "no transcription as the API has it", 1),
    "times that are no numbers": (
        Play(200, '{"text": "a", "words": [{"word": "a", "start": NaN, "end": 1}]}'), EngineFailed, "no transcription", 1),
    "compressed without being so": (
        Play(200, b"{}", {"Content-Encoding": "gzip"}), EngineFailed, r"garbled its answer \(DecodingError\)", 4),
    "no end": (Play(200, b" " * ((8 << 20) + 1)), EngineFailed, "more than 8 MiB", 1),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_an_error_that_says_what_to_do(
    standin: StandIn, engine: ServerSpeech, sound: Sound, pauses: list[float], fault: str
) -> None:
    play, kind, message, times = FAULTS[fault]
    standin.play(play)
    with pytest.raises(kind, match=message) as caught:
        hear(engine, sound)
    assert type(caught.value) is kind
    assert caught.value.hint
    assert len(standin.asked) == times
    assert pauses == ([1.0, 2.0, 4.0] if times == 4 else [])


@pytest.mark.parametrize(("said", "pause"), [
    ("7", 7.0), ("0", 0.0), ("Fri, 15 Jan 2027 08:00:30 GMT", 30.0), ("Fri, 15 Jan 2027 07:00:00 GMT", 0.0), ("soon", 1.0),
    ("9" * 400, 1.0), ("9" * 5_000, 1.0), ("Fri, 31 Dec 99999999999 23:59:59 GMT", 1.0),
])
@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_asks_to_wait_is_waited_for(
    standin: StandIn, engine: ServerSpeech, sound: Sound, pauses: list[float], status: int, said: str, pause: float
) -> None:
    standin.play(Play(status, headers={"Retry-After": said}), PLAIN)
    assert hear(engine, sound)
    assert pauses == [pause]


def test_a_server_that_asks_to_wait_too_long_is_given_up_at_once_and_it_is_not_the_files_fault(
    standin: StandIn, engine: ServerSpeech, sound: Sound, pauses: list[float]
) -> None:
    standin.play(Play(429, headers={"Retry-After": "3600"}))
    with pytest.raises(EngineNotReady, match="3600 seconds"):
        hear(engine, sound)
    assert (len(standin.asked), pauses) == (1, [])


def test_a_server_that_recovers_is_not_told_of(
    standin: StandIn, engine: ServerSpeech, sound: Sound, pauses: list[float]
) -> None:
    standin.play(Play(500), Play(502), PLAIN)
    assert [text for text, _ in hear(engine, sound)] == ["Yes."]
    assert pauses == [1.0, 2.0]


def test_a_server_that_does_not_answer_is_asked_twice(
    standin: StandIn, sound: Sound, pauses: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client_module, "ANSWER_SECONDS", 0.05)
    engine = opened(standin, pauses)
    standin.play(Play(hang=True))
    with pytest.raises(EngineFailed, match="did not answer"):
        hear(engine, sound)
    assert pauses == [1.0]
    engine.close()


def test_a_server_that_is_not_there_is_no_fault_of_the_file(standin: StandIn, sound: Sound, pauses: list[float]) -> None:
    with standing_in() as gone:
        engine = opened(gone, pauses)
    with pytest.raises(EngineNotReady, match=r"No server answers at http://127\.0\.0\.1:\d+/v1\. Does it run\?"):
        hear(engine, sound)
    assert pauses == [1.0, 2.0, 4.0]
    engine.close()


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_no_redirect_is_followed(
    standin: StandIn, sound: Sound, pauses: list[float], status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(OWN_KEY, "sk-secret")
    with standing_in() as other:
        other.play(PLAIN)
        standin.play(Play(status, headers={"Location": f"{other.url}/audio/transcriptions"}))
        engine = opened(standin, pauses)
        with pytest.raises(EngineNotReady, match=r"sends on to 127\.0\.0\.1; nothing was sent there"):
            hear(engine, sound)
        engine.close()
        assert (len(standin.asked), other.asked) == (1, [])


def test_a_certificate_that_cannot_be_trusted_is_told(
    engine: ServerSpeech, sound: Sound, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*arguments: object, **named: object) -> None:
        raise httpx.ConnectError("[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed")

    monkeypatch.setattr(httpx.Client, "stream", refuse)
    error = refused(engine, sound)
    assert type(error) is EngineNotReady
    assert "SSL_CERT_FILE" in str(error)


def test_a_proxy_of_the_environment_is_not_asked_for_this_machine_and_its_password_is_not_told(
    standin: StandIn, engine: ServerSpeech, sound: Sound, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "gopher://me:pa55@proxy.example:1")
    standin.play(PLAIN)
    assert hear(engine, sound)
    with pytest.raises(EngineNotReady, match="HTTPS_PROXY") as caught:
        client_module.Client(address("http://elsewhere.example/v1#m"), "")
    assert "pa55" not in f"{caught.value!r}{caught.value.__cause__!r}"


def test_a_server_that_cannot_translate_is_told_so(standin: StandIn, engine: ServerSpeech, sound: Sound) -> None:
    standin.play(Play(404))
    assert "set `[speech] translate = false`" in str(refused(engine, sound, translate=True))


def test_what_a_server_says_is_cut_and_cannot_drive_a_terminal(standin: StandIn, engine: ServerSpeech, sound: Sound) -> None:
    standin.play(Play(404, {"error": {"message": "\x1b[2J\u202e" + "so " * 5_000}}))
    said = str(refused(engine, sound))
    assert said.isprintable()
    assert len(said) < 700


# --- keys --------------------------------------------------------------------------------------------------------------

SECRET = "sk-very+secret/0123456789"


def test_the_key_of_the_environment_is_sent_ours_before_the_common_one(
    standin: StandIn, sound: Sound, pauses: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    standin.play(PLAIN)
    for name, key in ((COMMON_KEY, "common"), (OWN_KEY, "own")):
        monkeypatch.setenv(name, key)
        one = opened(standin, pauses)
        hear(one, sound)
        one.close()
    assert [asked.headers["authorization"] for asked in standin.asked] == ["Bearer common", "Bearer own"]


@pytest.mark.parametrize(("url", "common"), [
    ("https://api.openai.com/v1", True), ("http://localhost:8000/v1", True), ("http://127.8.0.1/v1", True),
    ("http://[::1]:80/v1", True), ("http://gpu.example/v1", False), ("http://192.168.1.4:8000/v1", False),
    ("http://localhost.evil.example/v1", False), ("http://evil.localhost/v1", False),
    ("http://127.0.0.1.evil.example/v1", False),
])
def test_the_common_key_is_shown_to_no_network_ours_goes_where_the_settings_say(url: str, common: bool) -> None:
    server = address(f"{url}#m")
    assert key_for(server, {COMMON_KEY: "c"}) == ("c" if common else "")
    assert key_for(server, {COMMON_KEY: "c", OWN_KEY: "o"}) == "o"


@pytest.mark.parametrize("play", [
    Play(401, {"error": {"message": f"Incorrect API key provided: {SECRET}."}}),
    Play(400, f"bad header Authorization: Bearer {SECRET}", {"Content-Type": "text/plain"}),
    Play(500, {"error": f"{'x' * 290}{SECRET}"}), Play(200, f"{{\"text\": {SECRET}"), Play(404, {"detail": [{"msg": SECRET}]}),
])
def test_the_key_stands_in_no_error_and_no_identity(
    standin: StandIn, sound: Sound, pauses: list[float], monkeypatch: pytest.MonkeyPatch, play: Play,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("DEBUG")
    monkeypatch.setenv(OWN_KEY, SECRET)
    standin.play(play)
    engine = opened(standin, pauses)
    error = refused(engine, sound)
    assert standin.asked[0].headers["authorization"] == f"Bearer {SECRET}"
    chain: list[BaseException] = [error]
    while earlier := chain[-1].__cause__ or (None if chain[-1].__suppress_context__ else chain[-1].__context__):
        chain.append(earlier)
    for text in (*map(str, chain), *map(repr, chain), repr(engine.identity), caplog.text):
        assert SECRET[:12] not in text
    engine.close()


@pytest.mark.parametrize("key", ["sk-secret\r\nX-Other: 1", "sk-sécret", "sk secret"])
def test_a_key_that_is_none_is_told_without_it(monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    monkeypatch.setenv(OWN_KEY, key)
    readiness = factory.readiness("http://localhost/v1#m")
    assert not readiness.ready
    assert OWN_KEY in readiness.reason
    with pytest.raises(EngineNotReady) as caught:
        factory.open("http://localhost/v1#m", offline=False)
    assert "cret" not in str(caught.value)


@pytest.mark.parametrize("named", [
    "", "small", "localhost:8000/v1#m", "ftp://h/v1#m", "http://#m", "http:///v1#m", "http://h:port/v1#m", "http://h:99999/v1#m",
    "http://h /v1#m", "http://h/v1", "http://h/v1#", "http://h/v1#a\nb", "http://u:pa55@h/v1#m", "https://u@h/v1#m",
    "http://u:pa55", "http://h/v1?key=pa55#m", "http://u:pa55#w@h/v1#m", "http://[::1/v1#m", "file:///etc/passwd#m",
])
def test_what_names_no_server_is_not_ready_and_is_not_repeated(named: str, make: Callable[[str], EngineError]) -> None:
    readiness = factory.readiness(named)
    assert not readiness.ready
    assert readiness.command
    error = make(named)
    assert "openai:http://localhost:11434/v1#model" in str(error)
    assert "pa55" not in f"{readiness} {error!r}"


@pytest.fixture
def make() -> Callable[[str], EngineError]:
    def choose(named: str) -> EngineError:
        with pytest.raises(EngineNotReady) as caught:
            registry.choose(EngineKind.SPEECH, f"openai:{named}")
        return caught.value

    return choose


# --- is it there? ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("play", "ready"), [
    (Play(200, {"data": [{"id": "ears/large"}]}), True), (Play(404), True), (Play(500), True), (Play(401), False),
    (Play(302, headers={"Location": "http://elsewhere.example/"}), False),
])
def test_a_server_is_asked_whether_it_is_there(standin: StandIn, play: Play, ready: bool) -> None:
    standin.play(play)
    assert factory.reach(f"{standin.url}#ears/large").ready is ready
    assert [(asked.method, asked.path) for asked in standin.asked] == [("GET", "/v1/models")]


def test_a_server_that_garbles_its_answer_is_told_to_be_there(standin: StandIn) -> None:
    standin.play(Play(200, b"{}", {"Content-Encoding": "gzip"}))
    state = factory.reach(f"{standin.url}#m")
    assert not state.ready
    assert "garbled its answer" in state.reason


def test_a_server_that_is_away_or_hangs_is_told(standin: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client_module, "PROBE_SECONDS", 0.05)
    standin.play(Play(hang=True))
    assert "No server answers" in factory.reach(f"{standin.url}#m").reason
