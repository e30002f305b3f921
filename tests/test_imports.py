"""Imports go down only. The house stands as long as this file passes."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import access

ROOT = Path(access.__file__).parent
GROUND = {"errors", "model", "lexis", "config", "files", "mediafile", "profiles"}
STAGES = {"intake", "understand", "write", "narrate", "check", "pack"}
BASE = "engines.base"
MAY_IMPORT: dict[str, set[str]] = {
    "errors": set(), "model": set(), "lexis": {"model"}, "files": {"errors"}, "config": {"errors", "model"},
    "profiles": {"errors", "model", "files"},
    "mediafile": {"errors", "model", "config", "files"},
    "engines": GROUND, "cache": GROUND, "toolkit": {*GROUND, "engines"},
    **{stage: {*GROUND, BASE} for stage in STAGES},
    "workpiece": {*GROUND, "pack", "toolkit", "cache"},
    "hearing": {*GROUND, "understand", "write", "check", "workpiece", "cache", "people", BASE},
    "watching": {*GROUND, "understand", "workpiece", "hearing", "cache", BASE},
    "describing": {
        *GROUND, "understand", "write", "narrate", "check", "workpiece", "cache", "people", "hearing", "watching", BASE},
    "captioning": {*GROUND, "understand", "write", "check", "workpiece", "hearing"},
    "picturing": {*GROUND, "understand", "write", "check", "pack", "workpiece", "cache", "people", BASE},
    "pipeline": {*GROUND, *(STAGES - {"intake"}), "toolkit", "cache", "people", "workpiece", "hearing",
                 "captioning", "watching", "describing", "picturing", BASE},
    "people": {*GROUND, "pack", "understand", "write"},
    "jobs": {*GROUND, "pipeline", "intake", "cache"},
    "linting": {*GROUND, *(STAGES - {"narrate"}), "pipeline", "watching", "cache"},
    "site": {*GROUND, "intake", "check", "write", "pack", "jobs"},
    "cli": {*GROUND, *STAGES, "linting", "site", "jobs", "pipeline", "toolkit", "engines", "cache"},
    "api": {*GROUND, "pipeline", "intake"},
    "__init__": {*GROUND, "api"},
    "__main__": {"cli"},
}
LAZY = {"engines", "cli", "__init__"}
"""Where a function may import: an engine its heavy library, a command its work, so that `access --help` is quick."""
FILES = sorted(ROOT.rglob("*.py"))


def room_of(file: Path) -> str:
    relative = file.relative_to(ROOT)
    return relative.parts[0] if len(relative.parts) > 1 else relative.stem


def imports_of(tree: ast.AST) -> Iterator[str]:
    """Yield what a file imports of the house, dotted, without `access.`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "access":
            inside = node.module.partition(".")[2]
            yield from ([inside] if inside else [alias.name for alias in node.names])
        elif isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[2] for alias in node.names if alias.name.startswith("access."))


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_imports_go_down_only(file: Path) -> None:
    room = room_of(file)
    for name in imports_of(ast.parse(file.read_text("utf-8"))):
        target = name.split(".")[0]
        if target == "engines" and not name.startswith(BASE) and target != room:
            assert "engines" in MAY_IMPORT[room], f"{file.name} names a concrete engine: {name}"
        elif target not in (room, "__version__"):
            allowed = {entry.split(".")[0] for entry in MAY_IMPORT[room]}
            assert target in allowed, f"{room} may not import {name}"


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_nothing_is_imported_inside_a_function_but_a_heavy_library(file: Path) -> None:
    room = room_of(file)
    if room in LAZY:
        return
    functions = [node for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.FunctionDef)]
    hidden = [inner for outer in functions for inner in ast.walk(outer) if isinstance(inner, ast.Import | ast.ImportFrom)]
    assert not hidden, f"{file.name} imports inside a function"


def test_the_model_stands_on_the_standard_library_alone() -> None:
    for file in (ROOT / "model").glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            for name in names:
                assert name.split(".")[0] in STANDARD or name.startswith("access.model"), f"{file.name} imports {name}"


STANDARD = {
    "__future__", "collections", "dataclasses", "enum", "fractions", "itertools", "math", "pathlib", "re", "typing",
    "unicodedata", "wave",
}
