"""A recogniser behind a server, as the user of the command meets it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from commandtools import Place
from made import speak
from standin_server import Play, StandIn, standing_in

SECRET = "sk-0123456789abcdef"
TEXT = "The museum opens at nine."
PLAY = Play(body={"text": TEXT, "language": "english", "words": [
    {"word": word.strip("."), "start": 0.2 + 0.3 * number, "end": 0.5 + 0.3 * number}
    for number, word in enumerate(TEXT.split())]})


@pytest.fixture
def standin() -> Iterator[StandIn]:
    with standing_in() as one:
        one.play(PLAY)
        yield one


def place_at(folder: Path, url: str) -> Place:
    place = Place(folder, ACCESS_ENGINES__SPEECH=f"openai:{url}#ears", ACCESS_OPENAI_API_KEY=SECRET)
    speak(place.inbox / "talk.wav", [TEXT], lead=500)
    return place


def assert_secret(place: Place, *said: str) -> None:
    files = [file for folder in (place.out, place.state) for file in folder.rglob("*") if file.is_file()]
    assert [file for file in files if SECRET.encode() in file.read_bytes()] == []
    assert not any(SECRET in text for text in said)


def test_what_a_server_hears_is_captioned_and_the_key_is_written_nowhere(tmp_path: Path) -> None:
    with standing_in() as standin:
        standin.play(PLAY)
        place = place_at(tmp_path, standin.url)
        said = place.run()
        assert said.code == 0, said.err
        assert standin.asked[0].headers["authorization"] == f"Bearer {SECRET}"
    assert "The museum opens at nine." in " ".join((place.out / "talk.en.vtt").read_text("utf-8").split())
    manifest = place.manifest("talk.wav")
    engine, = next(one for one in manifest["sidecars"] if one["file"] == "talk.en.vtt")["provenance"]["engines"]
    assert (engine["name"], engine["model"], engine["reason"]) == ("openai", f"{standin.url}#ears", "named in the settings")
    assert_secret(place, said.out, said.err)
    again = place.access("run", place.inbox, "--out", place.out, "--state", place.state, ACCESS_CAPTIONS__PROFILE="bbc")
    assert again.code == 0, "what was heard is kept: the server may be gone"
    assert place.hits("talk.wav")["recognise"]


def test_a_refused_key_is_told_and_the_file_is_not_to_blame(tmp_path: Path, standin: StandIn) -> None:
    standin.play(Play(401, {"error": {"message": f"Incorrect API key provided: {SECRET}"}}))
    place = place_at(tmp_path, standin.url)
    said = place.run()
    assert said.code == 4
    assert "does not accept the key" in said.err
    assert "ACCESS_OPENAI_API_KEY" in said.err
    assert_secret(place, said.out, said.err)


def test_a_password_in_an_address_is_refused_and_not_repeated(tmp_path: Path) -> None:
    place = place_at(tmp_path, f"http://me:{SECRET}@localhost:1/v1")
    for command in (place.run(), place.access("engines"), place.access("doctor")):
        assert command.code == 3
        assert "keys come from the environment" in command.err
        assert_secret(place, command.out, command.err)


def test_doctor_asks_the_server_and_tells_where_it_is_away(tmp_path: Path, standin: StandIn) -> None:
    place = place_at(tmp_path, standin.url)
    well = place.access("doctor", "--state", place.state)
    assert well.code == 0, well.err
    assert [asked.path for asked in standin.asked] == ["/v1/models"]
    with standing_in() as gone:
        pass
    ill = place.access("doctor", "--state", place.state, ACCESS_ENGINES__SPEECH=f"openai:{gone.url}#ears")
    assert ill.code == 4
    assert f"No server answers at {gone.url}" in ill.err
    assert_secret(place, well.out, well.err, ill.out, ill.err)
