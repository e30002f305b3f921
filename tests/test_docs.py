"""What the pages say is what the code does: rules, settings, commands, exit codes, links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
import typer

import access
from access import errors
from access.cli.main import app
from access.cli.work import settings_text
from access.config import DescribeOptions
from access.model.script import Matter, Passage, PassageKind, Script, Verdict, Wanted
from access.model.time import Span
from access.pack.illustrated import paragraphs
from access.write.putting import as_put, rooms

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf-8")
PAGES = sorted(page for folder in (".", "docs", "samples", "bench") for page in (ROOT / folder).glob("*.md"))
RULE = re.compile(r"(?:captions|alt|descriptions|speech)\.[a-z-]+")
COMMANDS = typer.main.get_command(app).commands  # type: ignore[attr-defined]


def rules_in_the_code() -> Iterator[str]:
    house = Path(access.__file__).parent
    for file in house.rglob("*.py"):
        yield from re.findall(rf'"({RULE.pattern})"', file.read_text("utf-8"))
    # The rules of captions share their first name: it is put before each rule in one place.
    for file in (house / "check").glob("caption*.py"):
        yield from (f"captions.{name}" for name in re.findall(r'\bfinding\("([a-z-]+)"', file.read_text("utf-8")))


def tree_of(error: type[errors.AccessError]) -> Iterator[type[errors.AccessError]]:
    yield error
    for kind in error.__subclasses__():
        yield from tree_of(kind)


def test_every_rule_of_the_code_stands_in_the_page_and_no_other() -> None:
    page = (ROOT / "docs" / "rules.md").read_text("utf-8")
    explained = re.findall(rf"^\| `({RULE.pattern})` \| \S.* \| \S.* \|$", page, re.MULTILINE)
    assert sorted(explained) == sorted(set(rules_in_the_code()))


def test_the_settings_page_is_what_init_writes() -> None:
    page = (ROOT / "docs" / "settings.md").read_text("utf-8")
    assert re.findall(r"^```toml\n(.*?)^```$", page, re.DOTALL | re.MULTILINE) == [settings_text()]


def called_in_the_readme() -> list[tuple[str, list[str]]]:
    """Return each `access COMMAND …` of the README with the options shown with it."""
    spans = re.findall(r"^```\w*\n(.*?)^```$|`([^`\n]+)`", README, re.DOTALL | re.MULTILINE)
    lines = [line.partition("#")[0] for block, inline in spans for line in (block or inline).splitlines()]
    calls = [call for line in lines for call in re.findall(r"(?:^|&& )access (\S.*)", line)]
    return [(call.split()[0], re.findall(r"(?<!\S)--[a-z-]+", call)) for call in calls]


def test_every_command_in_the_readme_exists_with_the_options_shown() -> None:
    calls = called_in_the_readme()
    assert {name for name, _ in calls if not name.startswith("-")} == set(COMMANDS)
    for name, shown in calls:
        if not name.startswith("-"):
            known = {option for parameter in COMMANDS[name].params for option in parameter.opts}
            assert set(shown) <= known | {"--help"}, name


def test_every_option_that_the_readme_explains_is_one_of_run() -> None:
    use = README.partition("## Use")[2].partition("\n## ")[0].rpartition("```sh")[2]
    explained = set(re.findall(r"`(--[a-z-]+)", use))
    assert explained
    assert explained <= {option for parameter in COMMANDS["run"].params for option in parameter.opts}


def test_the_exit_codes_in_the_readme_are_those_of_the_errors() -> None:
    said = re.search(r"Exit codes: (.+?)\.\s", README, re.DOTALL)
    assert said
    codes = {int(code): meaning for code, meaning in re.findall(r"(\d+) ([a-z ]+)", " ".join(said[1].split()))}
    assert codes == {
        0: "all done", 1: "some files failed", 2: "usage", 3: "settings", 4: "engine not ready", 130: "interrupted"}
    assert {errors.UsageError.exit_code, errors.SettingsError.exit_code, errors.EngineNotReady.exit_code} == {2, 3, 4}
    assert {kind.exit_code for kind in tree_of(errors.AccessError)} == set(codes) - {0, 130}


def test_the_help_tells_the_same_exit_codes() -> None:
    said = re.findall(r"(\d+) ([a-z ]+)", app.info.epilog or "")
    assert all(f"{code} {meaning}" in " ".join(README.split()) for code, meaning in said)
    assert len(said) == 6


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)\s]+)\)", page.read_text("utf-8"))
    inside = [target.partition("#")[0] for target in targets if not re.match(r"[a-z]+:|#", target)]
    assert [target for target in inside if not (page.parent / target).exists()] == []


def test_the_index_names_every_page() -> None:
    index = (ROOT / "docs" / "README.md").read_text("utf-8")
    missing = [path.name for path in (ROOT / "docs").iterdir() if path.name != "README.md" and path.name not in index]
    assert missing == []


def test_the_page_about_descriptions_tells_every_verdict_label_and_output() -> None:
    page = (ROOT / "docs" / "descriptions.md").read_text("utf-8")
    assert re.findall(r"^\| `([a-z :]+)` \| ", page.partition("## The verdict")[2], re.MULTILINE) == list(Verdict)
    fields = DescribeOptions.model_fields
    outputs, levels = get_args(get_args(fields["outputs"].annotation)[0]), get_args(fields["detail"].annotation)
    assert all(f'`"{output}"`' in page for output in outputs)
    assert all(f"`{level}`" in page for level in levels)
    unspoken = paragraphs(Script("en", "", passages=tuple(
        Passage(kind, Span(0, 1), "…") for kind in (PassageKind.SCREEN_TEXT, PassageKind.UNSPOKEN))))
    assert all(f"`{shown}`" in page for shown in unspoken)


def test_the_reason_that_the_page_about_descriptions_shows_is_what_is_told() -> None:
    wish = Wanted(Span(8_000, 9_000), ("A heron.",), 1.0, Matter.PLACE)
    _, (missed,) = as_put([wish], rooms([wish.span], []), lambda text: 5_750, DescribeOptions())
    page = " ".join((ROOT / "docs" / "descriptions.md").read_text("utf-8").split())
    assert f"(`{missed.reason}`)" in page
