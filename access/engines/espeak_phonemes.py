"""The espeak-ng library, shared by two engines: the voice that speaks, and the aligner that needs pronunciations.

The C library keeps one state for the whole process (voice, rate, callback), so there is one wrapper with one lock. It is
GPL-3.0-or-later and loaded as a library from the `espeakng-loader` wheel.
"""

from __future__ import annotations

import atexit
import ctypes
import shutil
import tempfile
import threading
import unicodedata
from pathlib import Path
from typing import ClassVar

from access.errors import EngineFailed, EngineNotReady
from access.model.languages import primary

PACKAGE = "espeakng-loader"
_SYNCHRONOUS = 2
_DONT_EXIT = 0x8000
"""Without it the library ends the whole process where its data is missing."""
_UTF8 = 1
"""And neither SSML (0x10) nor `[[phonemes]]` (0x100): text is data."""
_IPA = 2
_RATE_PARAMETER = 1
_RATES = range(80, 451)
_NOMINAL = 0.9
"""What it calls 160 words a minute measures 178 on plain English prose, at every rate: so it is asked for less."""
_LONGEST_PATH = 140
"""Bytes. The library cuts the path of its data off near 160 and then finds nothing."""

_CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)


class _Voice(ctypes.Structure):
    _fields_ = (
        ("name", ctypes.c_char_p), ("languages", ctypes.c_void_p), ("identifier", ctypes.c_char_p),
        ("gender", ctypes.c_ubyte), ("age", ctypes.c_ubyte), ("variant", ctypes.c_ubyte), ("reserved", ctypes.c_ubyte),
        ("score", ctypes.c_int), ("spare", ctypes.c_void_p),
    )


class Espeak:
    """One per process; get it by `shared()`. Every call takes the lock, so threads may share it."""

    _one: ClassVar[Espeak | None] = None
    _first: ClassVar[threading.Lock] = threading.Lock()

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._samples: list[bytes] = []
        self._callback = _CALLBACK(self._collect)  # held here: the library keeps a bare pointer to it
        library, data = _installed()
        self._library = _loaded(library)
        path = _short_path(Path(data))
        self.sample_rate = int(self._library.espeak_Initialize(_SYNCHRONOUS, 0, path, _DONT_EXIT))
        if self.sample_rate <= 0:
            raise EngineNotReady(f"espeak-ng cannot read its data in {data}.", f"Try: pip install --force-reinstall {PACKAGE}")
        self._library.espeak_SetSynthCallback(self._callback)
        self.version: str = self._library.espeak_Info(None).decode()
        self._voices = self._voices_by_tag()

    @classmethod
    def shared(cls) -> Espeak:
        """Return the one wrapper, loading the library at the first call. Raises `EngineNotReady`."""
        with cls._first:
            if cls._one is None:
                cls._one = cls()
            return cls._one

    @property
    def languages(self) -> tuple[str, ...]:
        """Primary subtags it can speak, in alphabetical order."""
        return tuple(sorted({primary(tag) for tag in self._voices}))

    def synthesise(self, text: str, language: str, words_per_minute: int, variant: str = "") -> tuple[bytes, int]:
        """Return the spoken text as mono little-endian int16, and its sample rate in Hz.

        `variant` is another throat for the language's voice, by the name of a file in the library's `voices/!v`. Raises
        `EngineFailed` for a language that it does not know.
        """
        plain = _plain(text)
        rate = min(max(round(words_per_minute * _NOMINAL), _RATES.start), _RATES.stop - 1)
        with self._lock:
            self._choose(language, variant)
            self._library.espeak_SetParameter(_RATE_PARAMETER, rate, 0)
            self._samples.clear()
            failed = self._library.espeak_Synth(plain, len(plain) + 1, 0, 0, 0, _UTF8, None, None)
            samples = b"".join(self._samples)
            self._samples.clear()
        if failed:
            raise EngineFailed(f"espeak-ng could not speak a text of {len(text)} characters (its error {failed}).")
        return samples, self.sample_rate

    def phonemes(self, word: str, language: str = "en-us") -> str:
        """Return how `word` (or a few of them) is pronounced, in IPA with stress marks, words apart by a blank.

        Raises `EngineFailed` for a language that it does not know.
        """
        buffer = ctypes.create_string_buffer(_plain(word))
        rest = ctypes.c_void_p(ctypes.addressof(buffer))
        clauses = []
        with self._lock:
            self._choose(language)
            while rest.value:
                clauses.append(self._library.espeak_TextToPhonemes(ctypes.byref(rest), _UTF8, _IPA) or b"")
        return " ".join(clause.decode("utf-8").strip() for clause in clauses if clause.strip())

    def _choose(self, language: str, variant: str = "") -> None:
        voice = self._voice_for(language) + (f"+{variant}".encode() if variant else b"")
        if self._library.espeak_SetVoiceByName(voice):
            raise EngineFailed(f"espeak-ng cannot load its voice {voice.decode()}.")

    def _voice_for(self, language: str) -> bytes:
        """Return the identifier of the nearest voice: `de-AT` has none of its own, so `de` speaks."""
        tag = language.lower().replace("_", "-")
        while tag:
            if tag in self._voices:
                return self._voices[tag]
            tag = tag.rpartition("-")[0]
        raise EngineFailed(
            f"espeak-ng does not speak the language `{language}`.",
            "Name one that it speaks, or another voice in `[engines] voice`.",
        )

    def _voices_by_tag(self) -> dict[str, bytes]:
        best: dict[str, tuple[int, bytes]] = {}
        voices = self._library.espeak_ListVoices(None)
        number = 0
        while voices[number]:
            voice = voices[number].contents
            for priority, tag in _tags(voice.languages):
                if tag not in best or priority < best[tag][0]:
                    best[tag] = (priority, voice.identifier)
            number += 1
        return {tag: identifier for tag, (_, identifier) in best.items()}

    def _collect(self, samples: int | None, count: int, events: int | None) -> int:
        if samples and count > 0:
            self._samples.append(ctypes.string_at(samples, 2 * count))
        return 0


def _tags(address: int) -> list[tuple[int, str]]:
    """Read the library's list of (one byte of priority, a tag, a zero byte) …, ended by a zero byte; low priority is best."""
    found = []
    while priority := ctypes.string_at(address, 1)[0]:
        tag = ctypes.string_at(address + 1)
        found.append((priority, tag.decode().lower()))
        address += len(tag) + 2
    return found


def _plain(text: str) -> bytes:
    """Return UTF-8 in which nothing is a command: control characters are (0x01 begins one), so they become blanks."""
    plain = "".join(" " if unicodedata.category(character) == "Cc" else character for character in text)
    return plain.encode("utf-8", "replace")


def _short_path(data: Path) -> bytes:
    """Return the data's path, or that of a link to it that lives as long as this process where it is too long."""
    path = str(data).encode()
    if len(path) <= _LONGEST_PATH:
        return path
    room = Path(tempfile.mkdtemp(prefix="espeak-"))
    atexit.register(shutil.rmtree, room, ignore_errors=True)
    link = room / "espeak-ng-data"
    link.symlink_to(data)
    return str(link).encode()


def _installed() -> tuple[str, str]:
    """Return where the library and its data lie."""
    try:
        import espeakng_loader

        return espeakng_loader.get_library_path(), espeakng_loader.get_data_path()
    except (ImportError, RuntimeError) as error:
        raise EngineNotReady(f"The espeak-ng library is not installed: {error}.", f"Try: pip install {PACKAGE}") from error


def _loaded(path: str) -> ctypes.CDLL:
    try:
        library = ctypes.CDLL(path)
    except OSError as error:
        raise EngineNotReady(f"The espeak-ng library cannot be loaded: {error}.", f"Try: pip install {PACKAGE}") from error
    library.espeak_Initialize.argtypes = (ctypes.c_int, ctypes.c_int, ctypes.c_char_p, ctypes.c_int)
    library.espeak_Info.argtypes = (ctypes.c_void_p,)
    library.espeak_Info.restype = ctypes.c_char_p
    library.espeak_SetSynthCallback.argtypes = (_CALLBACK,)
    library.espeak_SetSynthCallback.restype = None
    library.espeak_SetVoiceByName.argtypes = (ctypes.c_char_p,)
    library.espeak_SetParameter.argtypes = (ctypes.c_int, ctypes.c_int, ctypes.c_int)
    library.espeak_Synth.argtypes = (
        ctypes.c_char_p, ctypes.c_size_t, ctypes.c_uint, ctypes.c_int, ctypes.c_uint, ctypes.c_uint,
        ctypes.c_void_p, ctypes.c_void_p,
    )
    library.espeak_TextToPhonemes.argtypes = (ctypes.c_void_p, ctypes.c_int, ctypes.c_int)
    library.espeak_TextToPhonemes.restype = ctypes.c_char_p
    library.espeak_ListVoices.argtypes = (ctypes.c_void_p,)
    library.espeak_ListVoices.restype = ctypes.POINTER(ctypes.POINTER(_Voice))
    return library
