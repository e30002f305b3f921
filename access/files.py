"""Files written whole or not at all, hashes, and names that are safe to print."""

from __future__ import annotations

import hashlib
import os
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from access.errors import OutputError

_CHUNK = 1 << 20


def digest(data: bytes | str) -> str:
    """Return the SHA-256 of `data` (text as UTF-8) in hexadecimal."""
    return hashlib.sha256(data.encode() if isinstance(data, str) else data).hexdigest()


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file's bytes in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def replacing(path: Path, mode: int | None = None) -> Iterator[Path]:
    """Yield a temporary path in the same folder; on a clean exit it becomes `path`, whole, else nothing is left of it.

    It gets the permissions `mode`, else those of a new file.

    The temporary name begins with a dot and ends in `path`'s own ending, so that programs that judge by endings write
    the right format and watchers pass it over.

    Raises `OutputError` where the folder cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".access-", suffix=path.suffix[-40:], dir=path.parent)
        os.close(handle)
    except OSError as error:
        raise OutputError(f"{printable(path)} cannot be written: {error.strerror}.") from error
    temporary = Path(name)
    try:
        yield temporary
        temporary.chmod(0o666 & ~_umask() if mode is None else mode)
        with temporary.open("rb") as file:
            os.fsync(file.fileno())
        temporary.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        raise OutputError(f"{printable(path)} cannot be written: {error.strerror}.") from error
    finally:
        temporary.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Write `text` as UTF-8, line ends as they stand, whole or not at all."""
    write_bytes(path, text.encode("utf-8"))


def write_bytes(path: Path, data: bytes, mode: int | None = None) -> None:
    with replacing(path, mode) as temporary:
        temporary.write_bytes(data)


def printable(value: object) -> str:
    """Return text for a terminal, a log or a manifest: control and bidirectional characters escaped, undecodable bytes too."""
    text = str(value).encode("utf-8", "backslashreplace").decode("utf-8")
    return "".join(
        character if unicodedata.category(character) not in {"Cc", "Cf", "Zl", "Zp"} else f"\\u{ord(character):04x}"
        for character in text
    )


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read_text(path: Path) -> str:
    """Return a text file that a person wrote with any editor: UTF-8 or UTF-16 with its mark, UTF-8, else Windows-1252."""
    return decoded(path.read_bytes())


def decoded(data: bytes) -> str:
    """Return the text of `data` by the rule of `read_text`."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
