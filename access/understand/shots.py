"""Watches a film once: where its shots change, a key frame for each, frames worth reading, and how much it moves.

All four come from one decode, because decoding is what costs. Cuts are PySceneDetect's; everything is judged on a copy of
the frame that is 256 pixels long. What is done for every frame is OpenCV's, whose results are those of the plain way: beside
the decoder little else may cost anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
from av.container import InputContainer
from av.video.frame import VideoFrame
from av.video.reformatter import Interpolation, VideoReformatter
from av.video.stream import VideoStream
from PIL import Image
from scenedetect.common import FrameTimecode, Timecode
from scenedetect.detectors import AdaptiveDetector

from access.config import LimitOptions
from access.errors import MediaBroken, MediaRefused
from access.files import printable
from access.mediafile import Clock, decoded, open_container, video_stream
from access.model.findings import Seen, Shot
from access.model.media import Asset, Frame
from access.model.time import Span

MAX_WIDTH = 1280
"""Pixels of a frame that is kept: what a reader of text or a model looks at."""
_SMALL_SIDE = 256
_MIN_SHOT_S = 0.4
_JPEG_QUALITY = 88
_HELD_AS_DECODED = 1920 * 1088
"""Pixels. Frames up to this take no more memory as they come from the decoder than made ready, and most are never wanted."""

_Pixels = npt.NDArray[np.uint8]


def watch(asset: Asset, limits: LimitOptions, into: Path) -> Seen:
    """Watch the film through and keep its key frames and samples as JPEG files in `into`, upright and at most 1280 wide.

    Times are ms since the container's start. Raises `MediaBroken` where no picture decodes, `MediaRefused` where the film
    is longer than `limits` allow.
    """
    into.mkdir(parents=True, exist_ok=True)
    with open_container(asset.path, limits, asset.format) as container:
        stream = video_stream(container)
        if stream is None:
            raise MediaBroken(f"{printable(asset.path.name)} holds no moving pictures.")
        stream.thread_type = "AUTO"
        shots, samples, motion = _Shots(stream, into), _Samples(container, into), _Motion()
        end = 0
        for picture in _pictures(container, stream):
            if picture.end > limits.max_duration_hours * 3_600_000:
                raise MediaRefused(
                    f"{printable(asset.path.name)} is longer than {limits.max_duration_hours:g} hours.",
                    "`[limits] max_duration_hours` allows more.",
                )
            luma = picture.luma()
            shots.see(picture)
            samples.see(picture, luma)
            motion.see(picture, luma)
            end = picture.end
    if not end:
        raise MediaBroken(f"No picture of {printable(asset.path.name)} can be decoded.", "Does another player show it?")
    return Seen(shots.until(end), tuple(samples.kept), motion.per_second(end))


class _Copier:
    """Makes copies of a film's frames: small ones, all of one size whatever the stream does midway, and large ones as shown.

    Each size keeps its own scaler, for building its filters costs more than scaling a frame.
    """

    def __init__(self, aspect: Fraction) -> None:
        self._aspect = aspect
        self._scalers = VideoReformatter(), VideoReformatter()
        self._small: tuple[int, int] | None = None

    def small(self, frame: VideoFrame) -> _Pixels:
        """Return the frame in blue, green and red, as OpenCV has it; not turned upright, for cuts lie on no side."""
        if self._small is None:
            width = float(frame.width * self._aspect)
            scale = _SMALL_SIDE / max(width, frame.height)
            self._small = max(8, round(width * scale)), max(8, round(frame.height * scale))
        return self._scaled(self._scalers[0], frame, self._small, "bgr24")

    def large(self, frame: VideoFrame) -> Image.Image:
        """Return the frame as it is shown: square pixels, upright, no wider than `MAX_WIDTH`."""
        width = float(frame.width * self._aspect)
        scale = min(1, MAX_WIDTH / (frame.height if frame.rotation % 180 else width))
        size = max(1, round(width * scale)), max(1, round(frame.height * scale))
        pixels = self._scaled(self._scalers[1], frame, size, "rgb24")
        return Image.fromarray(np.ascontiguousarray(np.rot90(pixels, frame.rotation // 90 % 4)))

    def _scaled(self, scaler: VideoReformatter, frame: VideoFrame, size: tuple[int, int], format: str) -> _Pixels:
        # For frames of this size, handing slices to threads costs more than it saves.
        copy = scaler.reformat(frame, *size, format, interpolation=Interpolation.AREA, threads=1)
        return np.asarray(copy.to_ndarray(), dtype=np.uint8)


class _Picture:
    """One decoded frame, when it is shown, and the copies made of it."""

    def __init__(self, frame: VideoFrame, at: int, end: int, copier: _Copier) -> None:
        self.at = at
        self.end = end
        self.small = copier.small(frame)
        self._frame = frame
        self._copier = copier

    def luma(self) -> _Pixels:
        """Return the small copy as grey: a quarter each of blue and red and half of green is near enough for judging change."""
        blue, green, red = (channel.astype(np.uint16) for channel in cv2.split(self.small))
        return np.asarray((blue + 2 * green + red) >> 2, dtype=np.uint8)

    def kept(self) -> Image.Image:
        return self._copier.large(self._frame)

    def held(self) -> _Held:
        """Return what is enough to make the large copy later."""
        copier, frame = self._copier, self._frame
        if frame.width * frame.height <= _HELD_AS_DECODED:
            return _Held(self.at, lambda: copier.large(frame))
        image = copier.large(frame)
        return _Held(self.at, lambda: image)


@dataclass(frozen=True, slots=True)
class _Held:
    """A frame that may be kept."""

    at: int
    image: Callable[[], Image.Image]


def _pictures(container: InputContainer, stream: VideoStream) -> Iterator[_Picture]:
    """Yield the film's frames in order of time; one that does not lie after the last is left out."""
    rate = stream.average_rate or stream.guessed_rate or Fraction(25)
    clock = Clock(container)
    copier = _Copier(stream.sample_aspect_ratio or Fraction(1))
    last = -1
    for frame in decoded(container, stream):
        if not isinstance(frame, VideoFrame) or not frame.width or not frame.height:
            continue
        at = round(clock.at(frame, float(1 / rate)) * 1000)
        if at > last:
            last = at
            yield _Picture(frame, at, at + max(1, round(1000 / rate)), copier)


def _save(image: Image.Image, path: Path, at: int) -> Frame:
    image.save(path, format="JPEG", quality=_JPEG_QUALITY)
    return Frame(path, image.width, image.height, at)


def _distance(one: _Pixels, other: _Pixels) -> float:
    """Return the mean difference of two pictures of one channel, 0 to 255."""
    return float(cv2.norm(one, other, cv2.NORM_L1)) / one.size


class Detector(AdaptiveDetector):  # type: ignore[misc]  # the library's types are not read
    """PySceneDetect's detector, with the scores that it gives in a tenth of the time."""

    _channels: tuple[_Pixels, ...] = ()

    def _calculate_frame_score(self, timecode: FrameTimecode, frame_img: _Pixels) -> float:
        """Return the mean difference of hue, saturation and value to the last frame, as the default weights have it."""
        last, self._channels = self._channels, tuple(cv2.split(cv2.cvtColor(frame_img, cv2.COLOR_BGR2HSV)))
        return sum(map(_distance, self._channels, last)) / len(self._channels) if last else 0.0


class _Shots:
    """Finds cuts, and keeps for each shot the frame nearest to its middle, which is known only when the shot is over.

    Until then it holds a handful of frames spread over the shot; when there are too many, every second one goes.
    """

    _HELD = 8

    def __init__(self, stream: VideoStream, into: Path) -> None:
        self._detector = Detector(min_scene_len=_MIN_SHOT_S)
        self._rate = Fraction(stream.average_rate or stream.guessed_rate or 25)
        self._into = into
        self._start = 0
        self._done: list[Shot] = []
        self._held: list[_Held] = []
        self._step = 1
        self._waiting = 0

    def see(self, picture: _Picture) -> None:
        instant = FrameTimecode(Timecode(picture.at, Fraction(1, 1000)), self._rate)
        for cut in self._detector.process_frame(instant, picture.small):
            self._close(round(cut.seconds * 1000))
        if self._waiting == 0:
            self._held.append(picture.held())
        self._waiting = (self._waiting + 1) % self._step
        if len(self._held) >= 2 * self._HELD:
            # The first goes and the last stays, so that the middle of what is seen so far is always near one of them.
            self._held = self._held[1::2]
            self._step *= 2

    def until(self, end: int) -> tuple[Shot, ...]:
        self._close(end)
        return tuple(self._done)

    def _close(self, end: int) -> None:
        """End the shot at `end`, which the detector says some frames late: what was held since belongs to the next."""
        if end <= self._start:
            return
        span = Span(self._start, end)
        inside = [held for held in self._held if held.at < end]
        after = [held for held in self._held if held.at >= end]
        if not inside:
            return
        key = min(inside, key=lambda held: abs(held.at - span.middle))
        self._done.append(Shot(span, _save(key.image(), self._into / f"shot-{len(self._done):05d}.jpg", key.at)))
        self._start, self._held, self._step, self._waiting = end, after, 1, 0


class _Samples:
    """Keeps a frame whenever the picture has changed noticeably, so that text can be read with times good to half a second.

    Change is judged in small tiles: a line of text changes its own tiles much and the whole picture hardly. What may be
    kept is rationed: one a second on average, two for a minute's worth of constant change, fewer in a film of hours.
    """

    _NEAREST_MS = 500
    _FARTHEST_MS = 5000
    _TILE = 8
    _NOTICEABLE = 12
    """Mean difference of luma in the tile that changed most; compression noise stays below."""
    _EQUAL = 3
    _BURST = 60
    _IN_ALL = 3600

    def __init__(self, container: InputContainer, into: Path) -> None:
        self.kept: list[Frame] = []
        self._into = into
        seconds = (container.duration or 0) / 1_000_000
        self._per_ms = min(1.0, self._IN_ALL / seconds if seconds else 1.0) / 1000
        self._ration = float(self._BURST)
        self._luma: _Pixels | None = None
        self._at = 0
        self._seen = 0

    def see(self, picture: _Picture, luma: _Pixels) -> None:
        self._ration = min(float(self._BURST), self._ration + (picture.at - self._seen) * self._per_ms)
        self._seen = picture.at
        if self._luma is not None:
            since = picture.at - self._at
            if since < self._NEAREST_MS or self._ration < 1:
                return
            change = self._change(luma, self._luma)
            if change < (self._NOTICEABLE if since < self._FARTHEST_MS else self._EQUAL):
                return
        self._ration -= 1
        self._luma, self._at = luma, picture.at
        self.kept.append(_save(picture.kept(), self._into / f"sample-{len(self.kept):05d}.jpg", picture.at))

    def _change(self, one: _Pixels, other: _Pixels) -> float:
        """Return the mean difference in the tile that differs most, 0 to 255."""
        difference = cv2.absdiff(one, other)
        rows, columns = (-(-length // self._TILE) for length in difference.shape)
        padded = np.zeros((rows * self._TILE, columns * self._TILE), dtype=np.uint16)
        padded[: difference.shape[0], : difference.shape[1]] = difference
        in_rows = padded.reshape(rows, self._TILE, -1).sum(axis=1, dtype=np.uint16)
        return float(in_rows.reshape(rows, columns, self._TILE).sum(axis=2).max()) / self._TILE**2


class _Motion:
    """Sums up how much each frame differs from the one before, by the second."""

    def __init__(self) -> None:
        self._last: _Pixels | None = None
        self._sums: dict[int, tuple[float, int]] = {}

    def see(self, picture: _Picture, luma: _Pixels) -> None:
        if self._last is not None:
            second = picture.at // 1000
            total, count = self._sums.get(second, (0.0, 0))
            self._sums[second] = (total + _distance(luma, self._last), count + 1)
        self._last = luma

    def per_second(self, end: int) -> tuple[int, ...]:
        """Return the mean difference of luma, 0 to 255; a second without a new frame does not move."""
        seconds = range(-(-end // 1000))
        return tuple(round(total / count) if count else 0 for total, count in (self._sums.get(at, (0.0, 0)) for at in seconds))
