"""Public linters on the table of cases for alternative texts: axe and HTML_CodeSniffer in Chromium, jsx-a11y in node.

Each case is a picture in a paragraph: its caption stands in one link with it, the lines of its page in links beside it, for
there those linters look for what is said twice. Where there is no text, there is no attribute. What a linter only wants a
person to look at, a notice, is no find.
"""

from __future__ import annotations

import html
import json
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from alt_cases import AltCase
from playwright.sync_api import Page

MODULES = Path(__file__).resolve().parents[1] / "node_modules"
AXE = MODULES / "axe-core" / "axe.min.js"
SNIFFER = MODULES / "html_codesniffer" / "build" / "HTMLCS.js"
ESLINT, JSX = MODULES / "eslint", MODULES / "eslint-plugin-jsx-a11y"
INSTALL = "npm install --no-save --no-package-lock axe-core@4 html_codesniffer@2 eslint@9 eslint-plugin-jsx-a11y@6"
LINTERS = ("axe", "HTML_CodeSniffer", "jsx-a11y")

_AXE = """async () => {
    const rules = ['image-alt', 'image-redundant-alt', 'role-img-alt'];
    const told = await axe.run(document, {runOnly: {type: 'rule', values: rules}, resultTypes: ['violations']});
    return told.violations.flatMap(rule => rule.nodes.map(node => [rule.id, node.target[0]]));
}"""
_SNIFFER = """() => new Promise((done, fail) => HTMLCS.process('WCAG2AAA', document.documentElement, () => done(
    HTMLCS.getMessages().filter(told => told.type !== HTMLCS.NOTICE && told.code.includes('1_1_1'))
        .map(told => [told.code, (told.element.closest('p') || {}).id || ''])), fail))"""
_ESLINT = """
const {Linter} = require('eslint'), plugin = require('eslint-plugin-jsx-a11y');
const config = [{plugins: {a11y: plugin}, languageOptions: {parserOptions: {ecmaFeatures: {jsx: true}}},
    rules: {'a11y/alt-text': 2, 'a11y/img-redundant-alt': 2}}];
const pages = JSON.parse(require('fs').readFileSync(0, 'utf8'));
console.log(JSON.stringify(pages.map(page => new Linter().verify(page, config).map(told => told.ruleId || told.message))));
"""


def missing(*needed: Path) -> str:
    """Return what is to be installed; empty where all is there."""
    absent = [path.name for path in needed or (AXE, SNIFFER, ESLINT, JSX) if not path.exists()]
    return f"needs {', '.join(absent)}: {INSTALL}" if absent else ""


def found_by_all(cases: Sequence[AltCase], page: Page) -> Mapping[str, list[set[str]]]:
    """Return what each linter finds in each case."""
    return dict(zip(LINTERS, (_by_axe(cases, page), _by_sniffer(cases, page), _by_eslint(cases)), strict=True))


def _html(cases: Sequence[AltCase]) -> str:
    body = "".join(
        f'<p id="c{number}" lang="{html.escape(case.language or "en")}">{_picture(number, case)}</p>'
        for number, case in enumerate(cases))
    head = '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Cases</title></head>'
    return f"{head}<body><main>{body}</main></body></html>"


def _picture(number: int, case: AltCase) -> str:
    title = f' title="{html.escape(case.around.title)}"' if case.around.title else ""
    alt = f' alt="{html.escape(case.text)}"' if case.text else ""
    picture = f'<img id="i{number}" src="{html.escape(case.around.name or "p.jpg")}"{alt}{title}>'
    if not case.around.caption and not case.around.page:
        return picture
    beside = "".join(f' <a href="#c{number}">{html.escape(line)}</a>' for line in case.around.page.splitlines())
    return f'<a href="#c{number}">{picture} {html.escape(case.around.caption)}</a>{beside}'


def _by_axe(cases: Sequence[AltCase], page: Page) -> list[set[str]]:
    page.set_content(_html(cases))
    page.add_script_tag(path=str(AXE))
    found: list[set[str]] = [set() for _ in cases]
    for rule, target in page.evaluate(_AXE):
        found[_number(target, page)].add(rule)
    return found


def _number(target: str, page: Page) -> int:
    """Return the case of an element that axe names by a selector: the picture, or the link around it."""
    place = page.evaluate("target => document.querySelector(target).closest('p').id", target)
    return int(str(place)[1:])


def _by_sniffer(cases: Sequence[AltCase], page: Page) -> list[set[str]]:
    page.set_content(_html(cases))
    page.add_script_tag(path=str(SNIFFER))
    found: list[set[str]] = [set() for _ in cases]
    for code, place in page.evaluate(_SNIFFER):
        if place:
            found[int(place[1:])].add(code.partition("Guideline1_1.")[2])
    return found


def _by_eslint(cases: Sequence[AltCase]) -> list[set[str]]:
    pages = [
        f'const picture = <img src="p.jpg" {f"alt={{{json.dumps(case.text)}}}" if case.text else ""} />;' for case in cases]
    done = subprocess.run(["node", "-e", _ESLINT], input=json.dumps(pages), capture_output=True, text=True, check=True,
                          cwd=MODULES.parent, timeout=120)
    return [{str(rule).removeprefix("a11y/") for rule in rules} for rules in json.loads(done.stdout)]
