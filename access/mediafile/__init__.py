"""The only place that opens media: what a file is, by its bytes, and how it is opened under allow-lists and limits.

`regular` opens originals so that links and pipes cannot slip in, `signatures` reads first bytes, `pictures` opens
through Pillow, `containers` through PyAV, `program` through the ffmpeg program; `exiftool` writes metadata into copies.
Apart from everything else because a stranger's file is an attack until shown otherwise, and one forgotten allow-list undoes
all others.
"""

from __future__ import annotations

from access.mediafile.containers import (
    Clock,
    DecodedFrame,
    audio_streams,
    decoded,
    lateness,
    open_container,
    packets,
    streams_of,
    tells_order,
    video_stream,
)
from access.mediafile.exiftool import ExiftoolSlow, exiftool, exiftool_program, run_exiftool
from access.mediafile.pictures import Drawn, drawn, frame_count, open_picture, upright
from access.mediafile.program import Piped, disk_full, ffmpeg_input, ffmpeg_program, ffmpeg_url, piped_ffmpeg, run_ffmpeg
from access.mediafile.regular import open_regular
from access.mediafile.signatures import sniff, sniff_open
from access.mediafile.whole import missing_bytes

__all__ = [
    "Clock",
    "DecodedFrame",
    "Drawn",
    "ExiftoolSlow",
    "Piped",
    "audio_streams",
    "decoded",
    "disk_full",
    "drawn",
    "exiftool",
    "exiftool_program",
    "ffmpeg_input",
    "ffmpeg_program",
    "ffmpeg_url",
    "frame_count",
    "lateness",
    "missing_bytes",
    "open_container",
    "open_picture",
    "open_regular",
    "packets",
    "piped_ffmpeg",
    "run_exiftool",
    "run_ffmpeg",
    "sniff",
    "sniff_open",
    "streams_of",
    "tells_order",
    "upright",
    "video_stream",
]
