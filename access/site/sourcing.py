"""Hands the media of a site to whoever processes them: each once, with what its pages say, in the languages of its pages."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path, PurePosixPath

from access import files
from access.config import Settings
from access.jobs.batch import BatchResult
from access.jobs.job import Source
from access.model.findings import Context
from access.site.escaping import one_line
from access.site.making import Processed, processed
from access.site.surveying import Medium, Survey

Process = Callable[[Sequence[Source], Settings], BatchResult]
"""What makes everything for some originals, as `access run` does."""


def process_media(
    survey: Survey, out: Path, state: Path, settings: Settings, process: Process,
) -> dict[PurePosixPath, Processed]:
    """Have every medium that the survey wants processed into `out`, and return what came of each.

    Those wanted in the same languages go together: engines stay warm for one set of settings. Languages that the settings name
    are asked for instead. Raises `OutputError` where `state` cannot be written.
    """
    groups: dict[tuple[str, ...], list[Medium]] = {}
    for medium in survey.media.values():
        wanted = settings.alt.languages or tuple(filter(None, medium.languages))
        groups.setdefault(wanted, []).append(medium)
    result: dict[PurePosixPath, Processed] = {}
    for languages, media in groups.items():
        sources = [_source(survey.site.folder, medium, out, state) for medium in media]
        asked = settings.model_copy(update={"alt": settings.alt.model_copy(update={"languages": languages})})
        outcomes = process(sources, asked).outcomes
        result |= {medium.path: processed(outcome) for medium, (_, outcome) in zip(media, outcomes, strict=True)}
    return result


def _source(folder: Path, medium: Medium, out: Path, state: Path) -> Source:
    told = context_file(medium.context)
    path = state / "site" / f"{files.digest(told)}.toml" if told else None
    if path is not None and not path.is_file():
        files.write_text(path, told)
    return Source(folder, Path(medium.path), out, context=str(path) if path else "")


def context_file(context: Context) -> str:
    """Write what a page says as a context file; nothing where it says nothing."""
    said = {"language": one_line(context.language), "page": one_line(context.page)}
    return "".join(f"{key} = {json.dumps(text, ensure_ascii=False)}\n" for key, text in said.items() if text)
