"""The command `access`: what it can be asked, and how an error becomes an exit code.

Each command's work is imported when it is asked for: `access --help` must not wait for codecs and models.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any, ParamSpec

import typer

from access.errors import AccessError
from access.model.package import Severity
from access.model.texts import TextKind

P = ParamSpec("P")

app = typer.Typer(
    name="access", no_args_is_help=True, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False,
    help="Make media accessible: captions, transcripts, alt text, audio description, beside a copy of the folder's structure.",
    epilog="Exit codes: 0 all done; 1 some files failed; 2 usage; 3 settings; 4 engine not ready; 130 interrupted.")

Out = Annotated[Path, typer.Option("--out", "-o", help="The folder to write to; made if it is not there.", file_okay=False)]
State = Annotated[Path | None, typer.Option("--state", help="Where the ledger and the cache live.", file_okay=False)]
SettingsFile = Annotated[Path | None, typer.Option("--settings", "-s", help="A settings file instead of ./access.toml.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON object a line, for machines.")]
Language = Annotated[str | None, typer.Option("--language", "-l", help="The language that is spoken, as BCP 47: en, de-AT.")]
Track = Annotated[int | None, typer.Option("--audio-track", help="Which sound track, counted from 0.", min=0)]
Profile = Annotated[str | None, typer.Option("--profile", help="Captions for: web, netflix, bbc, dcmp, or a profile's path.")]
Extended = Annotated[bool, typer.Option("--extended", help="Also a longer film that holds still for what fits no pause.")]
Embed = Annotated[bool, typer.Option("--embed", help="Also a copy of each picture with its alt text inside (by exiftool).")]
Context = Annotated[str | None, typer.Option(
    "--context", help="A context file for every original that has none of its own beside it.", metavar="FILE")]
Jobs = Annotated[int | None, typer.Option("--jobs", "-j", help="How many files at once.", min=1)]


def told(command: Callable[P, int]) -> Callable[P, None]:
    """Turn what a command returns, or the error it raises, into the exit code."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            code = command(*args, **kwargs)
        except AccessError as error:
            print(f"access: {error}", file=sys.stderr)
            code = error.exit_code
        except KeyboardInterrupt:
            print("access: interrupted; what was finished is kept.", file=sys.stderr)
            code = 130
        raise typer.Exit(code)

    return run


def _overrides(
    language: str | None = None, track: int | None = None, profile: str | None = None, extended: bool = False,
    embed: bool = False, context: str | None = None,
) -> dict[str, dict[str, Any]]:
    """Return what the command line says, in the form of the settings file."""
    said: dict[str, dict[str, Any]] = {}
    if language is not None:
        said.setdefault("speech", {})["language"] = language
    if track is not None:
        said.setdefault("speech", {})["audio_track"] = track
    if profile is not None:
        said["captions"] = {"profile": profile}
    if extended:
        said["describe"] = {"extended": "when-needed"}
    if embed:
        said["alt"] = {"embed": True}
    if context is not None:
        said["intake"] = {"context": context}
    return said


@app.command()
@told
def run(
    paths: Annotated[list[Path], typer.Argument(help="Files and folders. A folder is walked; its structure is kept.")],
    out: Out, jobs: Jobs = None, json: Json = False, language: Language = None, audio_track: Track = None,
    profile: Profile = None, extended: Extended = False, embed: Embed = False, context: Context = None,
    settings: SettingsFile = None,
    state: State = None,
) -> int:
    """Make everything that PATHS need, once."""
    from access.cli import work

    said = _overrides(language, audio_track, profile, extended, embed, context)
    return work.run(paths, out, work.load(settings, said), state, jobs, json)


@app.command()
@told
def watch(
    inbox: Annotated[Path, typer.Argument(help="The folder to watch.", file_okay=False)],
    out: Out, jobs: Jobs = None, json: Json = False, language: Language = None, profile: Profile = None,
    extended: Extended = False, embed: Embed = False, context: Context = None, settings: SettingsFile = None,
    state: State = None,
) -> int:
    """Watch INBOX, and make what each new file needs, until Ctrl-C or SIGTERM."""
    from access.cli import work

    said = _overrides(language, profile=profile, extended=extended, embed=embed, context=context)
    return work.watch(inbox, out, work.load(settings, said), state, jobs, json)


@app.command()
@told
def reprocess(
    out: Annotated[list[Path], typer.Argument(help="Output folders of earlier runs.", file_okay=False)],
    jobs: Jobs = None, json: Json = False, language: Language = None, audio_track: Track = None, profile: Profile = None,
    extended: Extended = False, embed: Embed = False, context: Context = None, settings: SettingsFile = None,
    state: State = None,
) -> int:
    """Make everything in OUT again under today's settings. What did not change is not done again; people's edits are kept.

    A language and a sound track that were asked for before are asked for again.
    """
    from access.cli import work

    said = _overrides(language, audio_track, profile, extended, embed, context)
    return work.reprocess(out, work.load(settings, said), state, jobs, json)


@app.command()
@told
def status(json: Json = False, state: State = None) -> int:
    """Show every file the ledger knows: waiting, queued, running, done, failed, quarantined."""
    from access.cli import work

    return work.status(state, json)


@app.command()
@told
def review(
    out: Annotated[list[Path], typer.Argument(help="Output folders.", file_okay=False)],
    json: Json = False,
) -> int:
    """List what a person should look at, what is most likely wrong first: by what the checks found, then by confidence."""
    from access.cli import work

    return work.review(out, json)


engines_app = typer.Typer(invoke_without_command=True, add_completion=False, rich_markup_mode=None)
app.add_typer(engines_app, name="engines")


@engines_app.callback()
def engines(context: typer.Context, json: Json = False, settings: SettingsFile = None) -> None:
    """List the engines: what each does, its tier and licence, whether it is ready, and which one is chosen."""
    context.obj = settings
    if context.invoked_subcommand is None:
        _list_engines(json, settings)


@told
def _list_engines(json: bool, settings: Path | None) -> int:
    from access.cli import work

    return work.engines(work.load(settings, {}), json)


@engines_app.command()
@told
def pull(
    context: typer.Context, names: Annotated[list[str] | None, typer.Argument(
        metavar="[NAME[:MODEL]]...", help="As in the settings: faster-whisper:small, or :small@REVISION to pin it.")] = None,
    settings: SettingsFile = None,
) -> int:
    """Fetch an engine's weights, so that later runs need no network.

    Without a name: what the settings name, and where they say auto, what it would rather take.
    """
    from access.cli import work

    return work.pull(names or (), work.load(settings or context.obj, {}))


@app.command()
@told
def doctor(json: Json = False, settings: SettingsFile = None, state: State = None) -> int:
    """Look whether everything that a run needs is here, and say what would mend what is not."""
    from access.cli import work

    return work.doctor(work.load(settings, {}), state, json)


@app.command()
@told
def init(
    folder: Annotated[Path, typer.Argument(help="Where to write access.toml.", file_okay=False)] = Path(),
) -> int:
    """Write an access.toml with every setting, its default and what it means."""
    from access.cli import work

    return work.init(folder)


@app.command()
@told
def check(
    texts: Annotated[list[Path], typer.Argument(
        help="Captions or descriptions (.vtt, .srt, .ttml, .dfxp, .xml), or alternative texts: a list (.csv, .tsv, .json, "
             ".jsonl), NAME.alt.txt, NAME.xmp, or a picture that holds its own.", metavar="FILE…")],
    profile: Annotated[str | None, typer.Option(
        "--profile", help="Captions for: web, netflix, bbc, dcmp; alternative texts for: web, x, instagram, pinterest, "
                          "mastodon, linkedin; or a profile's path.")] = None,
    kind: Annotated[TextKind, typer.Option(
        "--kind", help="What they hold; auto: what their names (.descriptions., .csv) or heads say; else captions.",
    )] = TextKind.AUTO,
    language: Annotated[str | None, typer.Option(
        "--language", "-l", help="Of the texts; else what the file's name, the file or its words say.")] = None,
    video: Annotated[Path | None, typer.Option(
        "--video", help="The film they belong to: its cuts, length and frame rate count then; for descriptions it is heard "
                        "and its text is read.")] = None,
    captions: Annotated[Path | None, typer.Option(
        "--captions", help="For descriptions: the film's captions, which say when somebody speaks.")] = None,
    max_words_per_minute: Annotated[int | None, typer.Option(
        "--max-words-per-minute", help="For descriptions: how fast they may be, 80 to 260.", min=80, max=260)] = None,
    fix: Annotated[bool, typer.Option(
        "--fix", help="Write a corrected copy, NAME.fixed.vtt: captions with other times and breaks, never other words; "
                 "alternative texts mended where a rule safely can.")] = False,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Where the corrected copy goes.")] = None,
    fail_on: Annotated[Severity, typer.Option(
        "--fail-on", help="Exit with 1 where something as grave as this is found (with --fix: is left).")] = Severity.FAILURE,
    json: Json = False, settings: SettingsFile = None, state: State = None,
) -> int:
    """Check captions, descriptions and alternative texts that anybody made. Exits with 0 where nothing grave is found, else
    with 1.

    A failure is what people miss or cannot read as it stands; a warning, what the guideline asks otherwise; a note, what
    could be better.
    """
    from access.cli import checking, work

    said = _overrides()
    if max_words_per_minute is not None:
        said["describe"] = {"max_words_per_minute": max_words_per_minute}
    beside = checking.Beside(video, captions, language or "", kind, profile or "")
    return checking.check(texts, work.load(settings, said), beside, state, checking.Mending(fix, output), fail_on, json)


@app.command()
@told
def score(
    hypothesis: Annotated[Path, typer.Argument(help="What was written: .vtt, .srt, .ttml, or plain text.", metavar="HYP")],
    reference: Annotated[Path, typer.Argument(help="What was really said, in any of the same forms.", metavar="REF")],
    profile: Profile = None,
    language: Annotated[str | None, typer.Option(
        "--language", "-l", help="Of both; else what the reference's name, the file or its words say.")] = None,
    json: Json = False, settings: SettingsFile = None,
) -> int:
    """Score captions or a transcript against what was said: words, names, numbers, times, and what a guideline finds."""
    from access.cli import checking, work

    return checking.compare(hypothesis, reference, work.load(settings, _overrides(profile=profile)), language or "", json)


@app.command()
@told
def site(
    folder: Annotated[Path, typer.Argument(
        metavar="DIR", help="A folder of HTML and Markdown, as it is published or built from.", file_okay=False)],
    out: Annotated[Path | None, typer.Option(
        "--out", "-o", help="Where texts, patches and report go; else DIR-accessible beside it.", file_okay=False)] = None,
    apply: Annotated[bool, typer.Option("--apply", help="Change the pages, and put the new files beside their media.")] = False,
    drafts: Annotated[bool, typer.Option("--drafts", help="With --apply: what was made as a draft, too.")] = False,
    check: Annotated[bool, typer.Option("--check", help="Exit with 1 where anything is proposed: for pipelines.")] = False,
    jobs: Jobs = None, json: Json = False, language: Language = None, settings: SettingsFile = None, state: State = None,
) -> int:
    """Find what the pages in DIR lack (alternative texts, captions), make it, and write it as a patch to be reviewed."""
    from access.cli import site as rooms
    from access.cli import work

    asked = rooms.Asked(out, apply, drafts, check, json)
    return rooms.site(folder, asked, work.load(settings, _overrides(language)), state, jobs)


def _version(asked: bool) -> None:
    if asked:
        print(f"access {version('access-media')}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[bool, typer.Option("--version", help="Show the version.", callback=_version, is_eager=True)] = False,
) -> None:
    pass


def main() -> None:
    app(prog_name="access")
