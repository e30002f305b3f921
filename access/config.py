"""Settings: `access.toml`, then the environment, then the command line; one frozen section a stage.

Every setting has a default that works. Environment names are `ACCESS_` + section + `__` + key, in capitals:
`ACCESS_ENGINES__SPEECH=pocketsphinx`. Secrets are never settings.
"""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Any, Literal

from platformdirs import user_state_path
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from access.errors import SettingsError
from access.model.languages import bcp47
from access.model.pictures import PeoplePolicy

SETTINGS_FILE = "access.toml"


class Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True, hide_input_in_errors=True)


class EngineOptions(Section):
    """Which engine does what: `auto`, a name, or `name:model`."""

    speech: str = "auto"
    """Turns speech into words."""
    alignment: str = "auto"
    """Places the words of a script in the sound."""
    activity: str = "auto"
    """Tells where someone speaks."""
    ocr: str = "auto"
    """Reads text in pictures."""
    vision: str = "auto"
    """Says what a picture shows."""
    voice: str = "auto"
    """Speaks descriptions."""
    sounds: str = "auto"
    """Names sounds that matter, such as music; `none`: nobody listens for them."""
    speakers: str = "none"
    """Tells speakers apart by their voices; `none`: only by channel, where each has one."""
    text: str = "none"
    """Says descriptions in fewer words where they are too long; `none`: rules do, and the vision engine where it can."""
    offline: bool = False
    """Never ask a model hub for anything."""
    accept_licences: tuple[str, ...] = ()
    """Licences that forbid commercial use and that you accept, by name, such as `CPML`: their models are refused without."""

    @field_validator("*")
    @classmethod
    def _holds_no_secret(cls, value: object) -> object:
        """Refuse an address with a user, a password or a query in it: settings are written into manifests."""
        _, scheme, rest = str(value).partition("://")
        if scheme and {"@", "?"} & set(rest.rpartition("#")[0] or rest):
            raise ValueError("an address here holds no user, password or query; keys come from the environment")
        return value


class LimitOptions(Section):
    """What a file may ask of the machine. More than this is refused."""

    max_pixels: int = Field(200_000_000, gt=0)
    """Width times height of a picture."""
    max_picture_frames: int = Field(2_000, gt=0)
    """Pages of a TIFF, frames of an animation."""
    max_duration_hours: float = Field(24.0, gt=0)
    """Of a sound or film."""
    max_streams: int = Field(64, gt=0)
    """In one container."""
    max_file_gib: float = Field(200.0, gt=0)
    """Size of a file."""


class IntakeOptions(Section):
    settle_seconds: float = Field(5.0, gt=0)
    """A file is whole when nothing about it has changed for this long."""
    rescan_seconds: float = Field(300.0, gt=0)
    """How often the whole inbox is looked through, whatever the events said."""
    give_up_hours: float = Field(24.0, gt=0)
    """How long an unreadable file is waited for before it is quarantined."""
    ignore: tuple[str, ...] = ()
    """More file name patterns to pass over, as a shell writes them."""
    context: str = ""
    """The path of a context file for every file that has none of its own beside it."""


class SpeechOptions(Section):
    language: str = ""
    """BCP 47, of the speech; empty means: what the file or its companions say, else what the engine finds or assumes."""
    audio_track: int = Field(0, ge=0)
    """Counted among the sound tracks, from 0."""
    translate: bool = False
    """Captions in English, whatever is spoken, where the recogniser can translate."""
    window_seconds: int = Field(600, ge=30)
    """Sound is listened to in pieces of about this length, cut in pauses."""

    @field_validator("language")
    @classmethod
    def _is_a_tag(cls, language: str) -> str:
        if language and not bcp47(language):
            raise ValueError(f"{language} is no language tag; one is like en or pt-BR")
        return bcp47(language)


class CaptionOptions(Section):
    profile: str = "web"
    """`web`, `netflix`, `bbc`, `dcmp`, or the path of a profile of your own (TOML)."""
    formats: tuple[Literal["vtt", "srt", "imsc", "scc"], ...] = ("vtt", "srt")
    """`vtt` (always: the page plays it), `srt`, `imsc` (TTML), `scc` (American television)."""

    @field_validator("formats")
    @classmethod
    def _hold_what_the_page_plays(cls, formats: tuple[str, ...]) -> tuple[str, ...]:
        if "vtt" not in formats:
            raise ValueError("vtt must be among them: the page plays it")
        return tuple(dict.fromkeys(formats))


class ReadOptions(Section):
    """On-screen text."""

    min_score: float = Field(0.80, ge=0, le=1)
    """Lines of text that the OCR engine is less sure of are left out."""
    min_seconds: float = Field(1.5, ge=0)
    """Text that stands for less is not read: nobody could."""


class DescribeOptions(Section):
    min_gap_seconds: float = Field(2.0, gt=0)
    """Shorter pauses are left alone (WCAG F113)."""
    lead_ms: int = Field(250, ge=0)
    """Silence kept between speech and a description, on either side."""
    words_per_minute: int = Field(160, ge=80, le=220)
    """How fast descriptions are planned to be spoken."""
    max_words_per_minute: int = Field(220, ge=80, le=260)
    """How fast a description may be spoken at most, to fit its pause."""
    max_tempo: float = Field(1.25, ge=1.0, le=2.0)
    """How much faster than planned."""
    voice: str = "auto"
    """A voice of the engine's, by its name; `auto`: of those it has, the one that is most unlike the film's speakers."""
    detail: Literal["brief", "standard", "detailed"] = "standard"
    """How much is told of the pictures. One look at them serves all three."""
    looks_per_minute: int = Field(8, ge=1, le=60)
    """How many shots of a minute a vision model is asked about at most, whatever `detail` says."""
    extended: Literal["offer", "when-needed"] = "offer"
    """`when-needed`: where something important fits no pause, a longer film is made that holds still while it is told."""
    outputs: tuple[Literal["audio", "narration", "video", "dapt"], ...] = ("audio",)
    """Besides the texts: `audio` (the described sound), `narration` (the descriptions alone), `video` (the film with the
    described sound as its second track), `dapt` (the script for other tools, TTML)."""


class MixOptions(Section):
    duck_db: float = Field(-8.2, le=0)
    """How far the programme steps back under a description (the DAPT example's gain of 0.39)."""
    ramp_ms: int = Field(300, ge=0)
    """How long it takes to step back, and to return."""


class AltOptions(Section):
    """Alternative texts of pictures."""

    profile: str = "web"
    """How long they may be: `web` (125 characters, at most 250), `x`, `instagram`, `pinterest`, `mastodon`, `linkedin`, or the
    path of a profile of your own (TOML)."""
    languages: tuple[str, ...] = ()
    """BCP 47, one text each, the first for those who ask for none; empty: what the file or its text says."""
    people: PeoplePolicy = PeoplePolicy.NEUTRAL
    """How people are told of: `neutral` (a person, people, a child), `describe-visible`, `context-only`."""
    embed: bool = False
    """Write a copy of the picture with its text alternative inside, by exiftool; its pixels stay as they are."""

    @field_validator("languages")
    @classmethod
    def _are_tags(cls, languages: tuple[str, ...]) -> tuple[str, ...]:
        for language in languages:
            if not bcp47(language):
                raise ValueError(f"{language} is no language tag; one is like en or pt-BR")
        return tuple(dict.fromkeys(map(bcp47, languages)))


class PageOptions(Section):
    media_url: str = ""
    """Where the originals are published; empty: the page links the original by relative path."""


class NameOptions(Section):
    style: Literal["web", "jellyfin"] = "web"
    """`jellyfin`: `.sdh.srt`, which Jellyfin, Plex, Emby and VLC know."""
    xmp: Literal["full", "adobe"] = "full"
    """`full`: `photo.jpg.xmp`; `adobe`: `photo.xmp`."""


class ReleaseOptions(Section):
    drafts: Literal["hold", "publish"] = "hold"
    """`hold`: drafts carry `.draft` in their names until a person approves them."""


class JobOptions(Section):
    workers: int = Field(1, ge=1)
    """How many files at once, each in a process of its own."""
    attempts: int = Field(3, ge=1)
    """How often a file is tried before it is quarantined."""
    files_per_worker: int = Field(1000, ge=1)
    """A worker is replaced after this many: a new one takes about two seconds to be ready."""
    memory_mib: int = Field(4096, ge=256)
    """A worker that has grown beyond this is replaced after the file it is at."""
    deadline_factor: float = Field(20.0, gt=0)
    """A file may take this many times its own length, and never less than `deadline_floor_seconds`."""
    deadline_floor_seconds: float = Field(600.0, gt=0)
    """The least time that any file is given."""


class CacheOptions(Section):
    max_gib: float = Field(20.0, gt=0)
    """What was used longest ago is dropped beyond this."""


class Settings(BaseSettings):
    """All of it. Frozen: a run never changes its mind."""

    model_config = SettingsConfigDict(
        frozen=True, extra="forbid", env_prefix="ACCESS_", env_nested_delimiter="__", nested_model_default_partial_update=True,
        hide_input_in_errors=True,
    )

    engines: EngineOptions = EngineOptions()
    limits: LimitOptions = LimitOptions()
    intake: IntakeOptions = IntakeOptions()
    speech: SpeechOptions = SpeechOptions()
    captions: CaptionOptions = CaptionOptions()
    read: ReadOptions = ReadOptions()
    describe: DescribeOptions = DescribeOptions()
    mix: MixOptions = MixOptions()
    alt: AltOptions = AltOptions()
    page: PageOptions = PageOptions()
    names: NameOptions = NameOptions()
    release: ReleaseOptions = ReleaseOptions()
    jobs: JobOptions = JobOptions()
    cache: CacheOptions = CacheOptions()

    @classmethod
    def settings_customise_sources(
        cls, settings_cls: type[BaseSettings], init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource, dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Let the environment win over the file, which comes in as the initial values."""
        return env_settings, init_settings


def load(file: Path | None = None, overrides: dict[str, dict[str, Any]] | None = None) -> Settings:
    """Return the settings of `file` (else of `./access.toml`, if it is there) under the environment under `overrides`.

    `overrides` holds sections of keys, as the file does: what the command line said.
    """
    path = file or Path(SETTINGS_FILE)
    try:
        content = path.read_text(encoding="utf-8") if file or path.is_file() else ""
        settings = Settings(**tomllib.loads(content))
        for section, values in (overrides or {}).items():
            merged = {**getattr(settings, section).model_dump(), **values}
            settings = settings.model_copy(update={section: type(getattr(settings, section))(**merged)})
        return settings
    except OSError as error:
        raise SettingsError(f"{path} cannot be read: {error.strerror}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} is not TOML: {error}.") from error
    except ValidationError as error:
        raise SettingsError(_first_problem(error), "`access init` writes a file with every setting in it.") from error


def _first_problem(error: ValidationError) -> str:
    problem = error.errors()[0]
    where = ".".join(str(part) for part in problem["loc"])
    return f"Setting `{where}`: {problem['msg']}."


def state_folder(chosen: Path | None = None) -> Path:
    """Return where the ledger, the cache and the lock live: `chosen`, else `ACCESS_STATE_DIR`, else the user's state folder."""
    if chosen is not None:
        return chosen.absolute()
    named = os.environ.get("ACCESS_STATE_DIR")
    return Path(named).absolute() if named else user_state_path("access-media")
