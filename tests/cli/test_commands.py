"""The command as its user meets it: what it makes, what it says, and how it ends."""

from __future__ import annotations

import os
import re
import shutil
import signal
import struct
import subprocess
import zlib
from importlib.metadata import version
from pathlib import Path

import pytest
from commandtools import LONG, SAMPLES, Place, Said, until
from made import picture, tone

from access.config import SETTINGS_FILE, Settings, load
from access.engines import registry
from access.engines.base import EngineKind
from access.jobs.ledger import State
from access.mediafile import ffmpeg_program

SECRET = "the safe opens with 7391"
GOOD = {"hills.png", "rooms/tower/tone.wav"}
BAD = {
    "empty.png": "is empty", "text.mp4": "is text, not MP4", "cut.mp4": "cut off", "list.mp4": "ffconcat script",
    "nothing.png": "cannot be decoded",
}


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Place, Said]:
    """A run over good files and bad ones."""
    place = Place(tmp_path_factory.mktemp("mixed"))
    tower = place.inbox / "rooms" / "tower"
    tower.mkdir(parents=True)
    picture(place.inbox / "hills.png", (64, 48))
    tone(tower / "tone.wav", 2000)
    (place.inbox / "empty.png").touch()
    (place.inbox / "text.mp4").write_text("only words")
    (place.inbox / "list.mp4").write_text("ffconcat version 1.0\nfile secret.txt\n")
    (place.inbox / "secret.txt").write_text(SECRET)
    (place.inbox / "nothing.png").write_bytes(png_of_size(0, 0))
    halved(index_last(place.folder / "whole.mp4"), place.inbox / "cut.mp4")
    return place, place.run()


def png_of_size(width: int, height: int) -> bytes:
    """Return a PNG that says it is so large, and holds nothing."""
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def halved(film: Path, to: Path) -> Path:
    content = film.read_bytes()
    to.write_bytes(content[: len(content) // 2])
    return to


def index_last(to: Path) -> Path:
    """Write the sample film as a camera does, its index behind its content."""
    convert(SAMPLES / "films" / "river.mp4", to, "-c", "copy")
    return to


def convert(made_from: Path, to: Path, *options: str) -> None:
    command = [ffmpeg_program(), "-nostdin", "-loglevel", "error", "-i", str(made_from), *options, str(to)]
    subprocess.run(command, check=True, capture_output=True)


def files_below(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def failures(said: Said) -> dict[str, str]:
    return dict(re.findall(r"^failed   (\S+): (.+)$", said.err, re.MULTILINE))


# --- run -----------------------------------------------------------------------------------------------------------


def test_good_files_are_done_whatever_lies_beside_them_and_keep_their_folders(mixed: tuple[Place, Said]) -> None:
    place, said = mixed
    assert set(re.findall(r"^done     (\S+): ", said.out, re.MULTILINE)) == GOOD
    assert {str(path.relative_to(place.out)) for path in place.out.rglob("*.access.json")} == {
        f"{name}.access.json" for name in GOOD}
    assert (place.out / "rooms" / "tower" / "tone.en.draft.vtt").read_text("utf-8").startswith("WEBVTT")


def test_each_bad_file_is_named_with_its_reason_and_the_exit_code_is_1(mixed: tuple[Place, Said]) -> None:
    _, said = mixed
    assert said.code == 1
    told = failures(said)
    assert set(told) == set(BAD)
    assert all(reason in told[name] for name, reason in BAD.items()), told
    assert "Traceback" not in said.err
    assert "2 done, 5 failed" in said.out


def test_a_script_named_like_a_film_opens_no_file_that_it_names(mixed: tuple[Place, Said]) -> None:
    place, said = mixed
    written = {**files_below(place.out), **files_below(place.state)}
    assert len(written) > len(GOOD)
    assert [name for name, content in written.items() if SECRET.encode() in content] == []
    assert SECRET not in said.out + said.err


def test_originals_are_as_they_were_and_nothing_is_written_beside_them(mixed: tuple[Place, Said]) -> None:
    place, _ = mixed
    assert set(files_below(place.inbox)) == GOOD | set(BAD) | {"secret.txt"}
    assert files_below(place.inbox)["empty.png"] == b""


def test_json_tells_the_same_as_the_lines_for_people(mixed: tuple[Place, Said]) -> None:
    place, said = mixed
    again = place.run("--json")
    *rows, end = again.rows
    assert (again.code, again.err) == (1, "")
    names = {row["file"]: Path(row["file"]).relative_to(place.inbox).as_posix() for row in rows}
    assert {names[row["file"]] for row in rows if row["event"] == "done"} == GOOD
    assert {names[row["file"]]: row["reason"] for row in rows if row["event"] == "failed"} == failures(said)
    assert all(Path(path).is_file() for row in rows for path in row.get("sidecars", ()))
    assert (end["event"], end["done"], end["failed"]) == ("end", 2, 5)


def test_status_tells_what_became_of_each_file(mixed: tuple[Place, Said]) -> None:
    place, said = mixed
    status = place.access("status", "--state", place.state, "--json")
    assert status.code == 0
    rows = {Path(row["file"]).relative_to(place.inbox).as_posix(): row for row in status.rows}
    assert {name for name, row in rows.items() if row["state"] == "done"} == GOOD
    assert {name: row["reason"] for name, row in rows.items() if row["state"] == "quarantined"} == failures(said)
    shown = place.access("status", "--state", place.state)
    assert "2 done, 5 quarantined." in shown.out
    assert "rooms/tower/tone.wav" in shown.out


def test_review_lists_what_a_person_should_look_at_the_gravest_first(mixed: tuple[Place, Said]) -> None:
    place, _ = mixed
    listed = place.access("review", place.out, "--json")
    assert (listed.code, listed.err) == (0, "")
    assert {row["file"] for row in listed.rows} <= GOOD
    assert listed.rows
    grave = [(row["failures"], row["warnings"]) for row in listed.rows]
    assert grave == sorted(grave, reverse=True)
    shown = place.access("review", place.out)
    assert all(row["file"] in shown.out for row in listed.rows)
    assert place.access("review", place.out / "nowhere").code == 2


def test_review_passes_over_what_is_no_manifest_and_says_so(place: Place) -> None:
    place.out.mkdir()
    (place.out / "odd.access.json").write_text("[]")
    said = place.access("review", place.out)
    assert (said.code, said.out.strip()) == (0, "Nothing waits for a person.")
    assert "odd.access.json is no manifest" in said.err


def test_a_film_that_ends_before_its_index_says_is_not_passed_off_as_whole(place: Place) -> None:
    halved(SAMPLES / "films" / "river.mp4", place.inbox / "cut.mp4")
    said = place.run()
    assert said.code == 1
    assert "cut off" in said.err


def test_two_files_that_differ_only_in_their_ending_share_no_name(place: Place) -> None:
    convert(tone(place.inbox / "a.wav", 1000), place.inbox / "a.flac")
    assert place.run("--jobs", 2).code == 0
    one, other = ({sidecar["file"] for sidecar in place.manifest(name)["sidecars"]} for name in ("a.wav", "a.flac"))
    assert len(one) == len(other) == 5
    assert not one & other


def test_a_name_that_is_no_utf8_is_worked_on_and_told(place: Place) -> None:
    picture(place.folder / "hills.png", (64, 48))
    try:
        shutil.copy(place.folder / "hills.png", place.inbox / os.fsdecode(b"\xff.png"))
    except OSError:
        pytest.skip("needs a file system that takes any bytes as a name")
    said = place.run()
    assert (said.code, said.err) == (0, "")
    (row,) = place.access("status", "--state", place.state, "--json").rows
    assert (row["state"], row["file"]) == ("done", f"{place.inbox}/\\udcff.png")


def test_ctrl_c_ends_it_with_130_and_leaves_nothing_that_seems_to_run(place: Place) -> None:
    shutil.copy(SAMPLES / "films" / "river.mp4", place.inbox)
    with place.started("run", place.inbox, "--out", place.out, "--state", place.state) as process:
        until(lambda: place.finished_steps() > 0, "something is begun", process)
        os.killpg(process.pid, signal.SIGINT)
        _, said = process.communicate(timeout=LONG)
    assert process.returncode == 130
    assert "Traceback" not in said.decode()
    assert place.states() == {"river.mp4": State.WAITING}


# --- exit codes ----------------------------------------------------------------------------------------------------


def test_what_cannot_be_meant_ends_with_2(place: Place) -> None:
    inside = place.access("run", place.inbox, "--out", place.inbox / "out", "--state", place.state)
    assert inside.code == 2
    assert "--out" in inside.err
    assert list(place.inbox.iterdir()) == []
    assert place.access("run", "--out", place.out).code == 2
    assert place.access("run", place.inbox, "--out", place.out, "--jobs", 0).code == 2
    assert not place.out.exists()


@pytest.mark.parametrize(("line", "named"), [
    ("[captions]\ncolour = 'red'", "captions.colour"),
    ("[jobs]\nworkers = 0", "jobs.workers"),
    ("[captions]\nprofile = 'nobody'", "captions.profile"),
    ("[captions", "access.toml"),
    ("[intake]\ncontext = 'nowhere.toml'", "nowhere.toml, which `[intake] context` names"),
    ("[intake]\ncontext = 'access.toml'", "access.toml has a key `intake`"),
])
def test_a_wrong_setting_ends_with_3_and_is_named_before_any_file_is_touched(place: Place, line: str, named: str) -> None:
    picture(place.inbox / "hills.png", (64, 48))
    (place.folder / SETTINGS_FILE).write_text(line)
    said = place.run()
    assert said.code == 3
    assert named in said.err
    assert not place.out.exists()


def test_a_context_for_all_is_part_of_what_is_known_and_one_of_its_own_goes_before(place: Place) -> None:
    for name in ("hills.png", "lake.png"):
        picture(place.inbox / name, (64, 48))
    (place.inbox / "lake.context.toml").write_text("place = 'Kew'")
    for_all = place.folder / "page.toml"
    for_all.write_text("place = 'Crail'")
    said = place.run("--context", for_all)
    assert said.code == 0
    assert "passed over" not in said.out
    beside = {name: [one["file"] for one in place.manifest(name)["source"]["companions"]] for name in ("hills.png", "lake.png")}
    assert beside == {"hills.png": ["page.toml"], "lake.png": ["lake.context.toml"]}


def test_an_engine_that_is_named_and_not_ready_ends_with_4_and_no_other_takes_its_place(place: Place) -> None:
    picture(place.inbox / "hills.png", (64, 48))
    said = place.access(
        "run", place.inbox, "--out", place.out, "--state", place.state, ACCESS_ENGINES__SPEECH="faster-whisper:nowhere")
    assert said.code == 4
    assert "faster-whisper" in said.err
    assert not place.out.exists()


def test_copies_that_nothing_here_can_write_end_with_4_before_any_file_is_touched(place: Place, tmp_path: Path) -> None:
    picture(place.inbox / "hills.png", (64, 48))
    said = place.access("run", place.inbox, "--out", place.out, "--state", place.state, "--embed", PATH=str(tmp_path / "bare"))
    assert said.code == 4
    assert "apt install libimage-exiftool-perl" in said.err
    assert not place.out.exists()


# --- reprocess -----------------------------------------------------------------------------------------------------


def test_a_changed_profile_makes_captions_anew_and_hears_nothing_again(place: Place) -> None:
    tone(place.inbox / "tone.wav", 8000)
    assert place.run().code == 0
    captions = place.out / "tone.en.draft.vtt"
    before = captions.read_text("utf-8")
    assert place.access("reprocess", place.out, "--profile", "dcmp", "--state", place.state).code == 0
    hits = place.hits("tone.wav")
    assert (hits["sound"], hits["recognise"], hits["cues"]) == (True, True, False)
    assert captions.read_text("utf-8") != before


def test_a_longer_film_is_asked_for_on_the_command_line(place: Place) -> None:
    picture(place.inbox / "hills.png", (64, 48))
    assert place.run().code == 0
    assert place.manifest("hills.png")["settings"]["describe"]["extended"] == "offer"
    assert place.access("reprocess", place.out, "--extended", "--state", place.state).code == 0
    assert place.manifest("hills.png")["settings"]["describe"]["extended"] == "when-needed"


def test_an_original_that_is_gone_is_told_and_nothing_of_it_is_deleted(place: Place) -> None:
    picture(place.inbox / "hills.png", (64, 48))
    picture(place.inbox / "lake.png", (64, 48), seed=1)
    assert place.run().code == 0
    before = files_below(place.out)
    (place.inbox / "lake.png").unlink()
    said = place.access("reprocess", place.out, "--state", place.state)
    assert said.code == 1
    assert f"{place.inbox / 'lake.png'} is not there any more" in said.err
    assert "hills.png" in said.out
    assert set(files_below(place.out)) == set(before)
    assert {name: content for name, content in files_below(place.out).items() if "lake" in name} == {
        name: content for name, content in before.items() if "lake" in name}


# --- what is here --------------------------------------------------------------------------------------------------


def test_status_of_a_fresh_state_says_so_and_makes_nothing(place: Place) -> None:
    said = place.access("status", "--state", place.state)
    assert (said.code, said.err) == (0, "")
    assert "Nothing has been processed yet." in said.out
    assert not place.state.exists()


def test_engines_lists_every_engine_and_marks_the_one_of_each_kind_that_is_chosen(place: Place) -> None:
    rows = place.access("engines", "--json").rows
    assert sorted(row["engine"] for row in rows) == sorted(factory.name for factory in registry.factories())
    chosen = [(row["kind"], row["engine"]) for row in rows if row["chosen"]]
    assert sorted(chosen) == sorted((kind.value, f"null-{kind}") for kind in EngineKind)
    shown = place.access("engines")
    assert shown.code == 0
    assert sorted(re.findall(r"(\S+) \* ", shown.out)) == sorted(name for _, name in chosen)


def test_doctor_ends_with_0_where_all_is_here_and_with_4_where_an_engine_is_not(place: Place) -> None:
    well = place.access("doctor", "--state", place.state)
    assert (well.code, well.err) == (0, "")
    assert "All that a run needs is here." in well.out
    ill = place.access("doctor", "--state", place.state, "--json", ACCESS_ENGINES__VOICE="nobody")
    assert ill.code == 4
    assert "nobody" in ill.rows[0]["problems"][0]


def test_init_writes_the_defaults_and_never_over_a_persons_file(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("ACCESS_")]:
        monkeypatch.delenv(name)
    target = place.folder / SETTINGS_FILE
    assert place.access("init").code == 0
    text = target.read_text("utf-8")
    assert load(target) == Settings()
    said, count = re.subn(r"^# (\w+ = )", r"\1", text, flags=re.MULTILINE)
    assert count == sum(len(type(getattr(Settings(), name)).model_fields) for name in Settings.model_fields)
    target.write_text(said)
    assert load(target) == Settings()
    again = place.access("init")
    assert again.code == 2
    assert "is there already" in again.err
    assert target.read_text("utf-8") == said


def test_version_and_help_answer(place: Place) -> None:
    assert place.access("--version").out == f"access {version('access-media')}\n"
    said = place.access("--help")
    assert said.code == 0
    assert all(command in said.out for command in ("run", "watch", "reprocess", "status", "engines", "doctor", "init"))
    assert "4 engine" in said.out
