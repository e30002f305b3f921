"""Asks a vision engine, and bears with it where it fails.

An engine that fails at a batch is asked again, one question at a time: one picture that it cannot bear costs no other its
answer. It is given up where it fails at one question after the other, for then it is not the pictures' fault.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from access.engines.base import Question
from access.errors import EngineFailed
from access.model.findings import Sight

GIVE_UP = 8
"""Failures in a row: an engine that is so far gone is not asked for hours about the rest."""

Look = Callable[[Sequence[Question]], Sequence[Sight | None]]
"""Asks an engine: `looked`, or what keeps its answers. Raises `EngineFailed`."""


class Patient:
    """Asks in batches, and one question at a time where a batch fails."""

    def __init__(self, look: Look) -> None:
        self.failed = 0
        self.latest: EngineFailed | None = None
        self._look, self._in_a_row = look, 0

    def answers(self, questions: Sequence[Question]) -> list[Sight | EngineFailed | None]:
        """Return for each question its answer, else how the engine failed at it. Raises `EngineFailed` to give it up."""
        try:
            sights = self._look(questions)
        except EngineFailed as error:
            if len(questions) == 1:
                return [self._counted(error)]
            return [answer for question in questions for answer in self.answers([question])]
        self._in_a_row = 0
        return list(sights)

    def _counted(self, error: EngineFailed) -> EngineFailed:
        self.failed, self._in_a_row, self.latest = self.failed + 1, self._in_a_row + 1, error
        if self._in_a_row == GIVE_UP:
            raise error
        return error
