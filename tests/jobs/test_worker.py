"""What a worker does with one job, with the pipeline's place taken by one that makes nothing."""

from __future__ import annotations

import errno
import pickle
import wave
from collections.abc import Iterator
from pathlib import Path

import pytest

from access.config import AltOptions, JobOptions, Settings, load
from access.errors import AccessError, EngineFailed, MediaChanged, MediaRefused, OutputError, Unforeseen
from access.jobs import worker as room
from access.jobs.job import Job, Made, Source, content_of
from access.jobs.worker import work
from access.model.media import Asset, Companion, Companions, MediaKind
from access.model.package import Finding, Package, Report, Severity

FLOOR = 10.0
SETTINGS = Settings(jobs=JobOptions(deadline_floor_seconds=FLOOR, deadline_factor=20))
SECONDS_LONG = 3


class Workshop:
    """Stands in for the real one, and remembers all there ever were."""

    all: tuple[Workshop, ...] = ()
    error: Exception | None = None

    def __init__(self, settings: Settings, state: Path) -> None:
        self.worked_on: list[Asset] = []
        self.closed = False
        Workshop.all += (self,)

    def process(self, asset: Asset, out: Path) -> Package:
        self.worked_on.append(asset)
        if Workshop.error:
            raise Workshop.error
        severities = (Severity.NOTE, Severity.FAILURE, Severity.NOTE)
        findings = tuple(Finding("rule", severity, "It is so.") for severity in severities)
        return Package(asset, (), Report(findings, ()), (), out / "manifest")

    def close(self) -> None:
        self.closed = True


@pytest.fixture(autouse=True)
def _workshop(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(room, "Workshop", Workshop)
    monkeypatch.setattr(Workshop, "all", ())
    monkeypatch.setattr(Workshop, "error", None)
    yield
    room._cool()


@pytest.fixture
def job(tmp_path: Path) -> Job:
    (tmp_path / "in").mkdir()
    with wave.open(str(tmp_path / "in" / "talk.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(bytes(2 * 8000 * SECONDS_LONG))
    return Job(Source(tmp_path / "in", Path("talk.wav"), tmp_path / "out"), SETTINGS, tmp_path / "state")


def test_a_good_file_is_made_and_said_in_short(job: Job) -> None:
    outcome = work(job)
    assert outcome.made == Made(job.source.out / "manifest", (), {Severity.NOTE: 2, Severity.FAILURE: 1})
    assert outcome.error is None
    assert pickle.loads(pickle.dumps(outcome)) == outcome
    (workshop,) = Workshop.all
    assert (workshop.worked_on[0].relative, content_of(workshop.worked_on[0])) == (Path("talk.wav"), outcome.content)


def test_engines_stay_warm_until_the_settings_change(job: Job) -> None:
    work(job)
    work(job)
    assert len(Workshop.all) == 1
    others = SETTINGS.model_copy(update={"alt": AltOptions(profile="x")})
    work(Job(job.source, others, job.state))
    assert [workshop.closed for workshop in Workshop.all] == [True, False]


def test_content_that_is_known_opens_no_engine(job: Job) -> None:
    content = work(job).content
    room._cool()
    outcome = work(Job(job.source, SETTINGS, job.state, known=content))
    assert outcome.unchanged
    assert len(Workshop.all) == 1


def test_a_script_beside_it_is_a_part_of_the_content(job: Job) -> None:
    content = work(job).content
    job.source.path.with_suffix(".txt").write_text("Hello.")
    assert work(Job(job.source, SETTINGS, job.state, known=content)).made


def test_companions_of_other_roles_are_other_contents() -> None:
    def content(companions: Companions) -> str:
        return content_of(Asset(Path("/in/a.mp4"), Path("a.mp4"), MediaKind.VIDEO, "mp4", "0" * 64, 1, companions))

    script, captions, metadata = (Companion(Path(f"/in/a.{ending}"), "1" * 64) for ending in ("txt", "vtt", "xmp"))
    contents = {
        content(Companions()), content(Companions(script=script)), content(Companions(captions=(captions,))),
        content(Companions(metadata=metadata))}
    assert len(contents) == 4


def test_another_context_for_all_makes_it_again(job: Job, tmp_path: Path) -> None:
    for_all = tmp_path / "all.toml"
    for_all.write_text("place = 'Kew'")
    settings = load(overrides={"intake": {"context": str(for_all)}})
    content = work(Job(job.source, settings, job.state)).content
    assert work(Job(job.source, settings, job.state, known=content)).unchanged
    for_all.write_text("place = 'Crail'")
    assert work(Job(job.source, settings, job.state, known=content)).made


def test_a_refused_file_is_an_outcome_and_opens_no_engine(job: Job) -> None:
    job.source.path.write_text("This is a letter.")
    outcome = work(job)
    assert isinstance(outcome.error, MediaRefused)
    assert outcome.trace == ""
    assert Workshop.all == ()


@pytest.mark.parametrize(
    ("raised", "expected"),
    [
        (EngineFailed("It stumbled."), EngineFailed),
        (OSError(errno.ENOSPC, "No space left on device"), OutputError),
        (ZeroDivisionError("oh"), Unforeseen),
        (MemoryError(), Unforeseen),
    ],
)
def test_whatever_goes_wrong_is_an_error_of_the_tree_that_pickles(
    job: Job, raised: Exception, expected: type[AccessError]
) -> None:
    Workshop.error = raised
    outcome = pickle.loads(pickle.dumps(work(job)))
    assert type(outcome.error) is expected
    assert expected.worth_a_retry
    assert ("Traceback" in outcome.trace) == (not isinstance(raised, AccessError))


def test_a_file_that_the_system_does_not_hand_out_is_not_given_up_for_ever(job: Job) -> None:
    job.source.path.unlink()
    error = work(job).error
    assert isinstance(error, MediaChanged)
    assert "talk.wav cannot be opened" in error.message


def test_a_file_that_goes_while_it_is_worked_on_is_not_finished_yet(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    def process(self: Workshop, asset: Asset, out: Path) -> Package:
        asset.path.unlink()
        raise FileNotFoundError(errno.ENOENT, "No such file or directory")

    monkeypatch.setattr(Workshop, "process", process)
    assert isinstance(work(job).error, MediaChanged)


def test_the_deadline_is_so_many_times_the_length_of_the_file(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    allowed: list[float] = []
    monkeypatch.setattr(room, "allow", allowed.append)
    work(job)
    reading, working = allowed
    assert reading == pytest.approx(FLOOR + job.source.path.stat().st_size / room.SLOWEST_DISK)
    assert working == pytest.approx(20 * SECONDS_LONG, rel=0.01)


def test_the_deadline_is_never_less_than_the_floor(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    allowed: list[float] = []
    monkeypatch.setattr(room, "allow", allowed.append)
    work(Job(job.source, Settings(jobs=JobOptions(deadline_floor_seconds=600)), job.state))
    assert allowed[1] == 600
