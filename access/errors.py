"""Every error that `access` raises on purpose, in one tree.

    AccessError
    ├── SettingsError        a setting is wrong, or two contradict each other
    ├── UsageError           the command was asked for something it cannot mean
    ├── EngineError
    │   ├── EngineNotReady   an engine that was named is not installed, or its weights are not here
    │   └── EngineFailed     an engine was ready and failed on this input
    ├── MediaError
    │   ├── MediaRefused     not a kind we open, or more than the limits allow; trying again changes nothing
    │   ├── MediaBroken      looks like media and cannot be decoded
    │   └── MediaChanged     the file changed while it was read; it is not finished yet
    ├── OutputError          the output folder cannot be written
    ├── WorkerError
    │   ├── WorkerDied       the process that worked on this file crashed or was killed
    │   └── DeadlineExceeded it took longer than it may
    ├── Miswritten           a file that was about to be written reads back as something else: a defect of ours
    ├── Unforeseen           an error that nobody expected: a defect of ours or of a library
    └── Busy                 another process holds the state folder

The exit code of the command and the answer to "is another try worth it?" stand on the class. Errors cross process
borders here, so they carry only what pickles.
"""

from __future__ import annotations

from typing import ClassVar


class AccessError(Exception):
    """Base of the tree. `message` says what is wrong; `hint` says what a person can do about it."""

    exit_code: ClassVar[int] = 1
    worth_a_retry: ClassVar[bool] = False

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".rstrip()


class UsageError(AccessError):
    exit_code = 2


class SettingsError(AccessError):
    exit_code = 3


class EngineError(AccessError):
    exit_code = 4


class EngineNotReady(EngineError):
    pass


class EngineFailed(EngineError):
    exit_code = 1
    worth_a_retry = True


class MediaError(AccessError):
    pass


class MediaRefused(MediaError):
    pass


class MediaBroken(MediaError):
    pass


class MediaChanged(MediaError):
    worth_a_retry = True


class OutputError(AccessError):
    worth_a_retry = True


class WorkerError(AccessError):
    worth_a_retry = True


class WorkerDied(WorkerError):
    pass


class DeadlineExceeded(WorkerError):
    pass


class Miswritten(AccessError):
    pass


class Unforeseen(AccessError):
    worth_a_retry = True


class Busy(AccessError):
    worth_a_retry = True
