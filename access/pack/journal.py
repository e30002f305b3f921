"""What a run is about to write, noted before it is written, beside the manifest that will list it.

The manifest comes last, so a run that is killed leaves files that no manifest tells of. Without a note, the next run
would take them for a person's work and keep them for ever.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from access.errors import OutputError
from access.files import printable
from access.model.package import Role


@dataclass(frozen=True, slots=True)
class Written:
    file: str
    role: Role
    content: str
    """Digest of what it says."""


def note(manifest: Path, written: Written) -> None:
    """Add a line to the journal, and have it on disk before returning. Raises `OutputError`."""
    path = _journal(manifest)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="ascii") as file:
            file.write("\n" + json.dumps(asdict(written)))
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise OutputError(f"{printable(path)} cannot be written: {error.strerror}.") from error


def pending(manifest: Path) -> frozenset[Written]:
    """Return what runs since the manifest may have written. A line that was torn off is no line."""
    found: set[Written] = set()
    try:
        lines = _journal(manifest).read_text("ascii", "replace").splitlines()
    except OSError:
        return frozenset()
    for line in lines:
        try:
            row = json.loads(line)
            found.add(Written(str(row["file"]), Role(row["role"]), str(row["content"])))
        except (ValueError, KeyError, TypeError, RecursionError):
            continue
    return frozenset(one for one in found if Path(one.file).name == one.file)


def close(manifest: Path) -> None:
    """Forget the journal: the manifest now tells it all."""
    _journal(manifest).unlink(missing_ok=True)


def _journal(manifest: Path) -> Path:
    return manifest.with_name(f".{manifest.name}.pending")
