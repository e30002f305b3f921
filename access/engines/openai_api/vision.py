"""Pictures looked at by any server with OpenAI's `chat/completions`: Ollama, llama.cpp, vLLM, `transformers serve`, ….

    [engines]
    vision = "openai:http://localhost:11434/v1#qwen3-vl:8b"

The frames that are asked about are sent, scaled down, as JPEG inside the request, with the words of `asking`: no file's name.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

from PIL import Image

from access.engines.base import EngineKind, Question
from access.engines.openai_api.factory import ServerFactory
from access.engines.openai_api.text import ServerText
from access.engines.vision import answering, asking, frames
from access.model.findings import Sight

MOST_BYTES = 512 << 10
"""Of one picture; a request has `frames.MOST` of them at most, and base64 makes four bytes of three."""
_QUALITIES = (85, 70, 50, 30)


class ServerVision(ServerText):
    """A model that sees, and takes words alone too."""

    sees = True

    def look(self, questions: Sequence[Question]) -> tuple[Sight | None, ...]:
        return tuple(map(self._sight, questions))

    def _sight(self, question: Question) -> Sight | None:
        if not question.frames:
            return None
        said = self._chat.ask(asking.about(question), [_jpeg(picture) for picture in frames.shown(question)])
        return answering.sight(said, question) if said else None


def _jpeg(picture: Image.Image) -> bytes:
    """Return a picture as JPEG of at most `MOST_BYTES`, as good as that allows, and smaller where no quality does."""
    for quality in _QUALITIES:
        into = io.BytesIO()
        picture.save(into, format="JPEG", quality=quality)
        if into.tell() <= MOST_BYTES:
            return into.getvalue()
    return _jpeg(picture.resize((max(1, picture.width // 2), max(1, picture.height // 2))))


factory = ServerFactory(EngineKind.VISION, "pictures are", ServerVision)
