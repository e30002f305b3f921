"""The only place that opens media: what a file is, by its bytes, and how it is opened under allow-lists and limits.

`regular` opens originals so that links and pipes cannot slip in, `signatures` reads first bytes, `pictures` opens
through Pillow, `colours` brings what it opened into one form, `credentials` finds C2PA's, `containers` opens through PyAV,
`program` through the ffmpeg program; `exiftool` writes metadata into copies, and `looks` tells copies by what is drawn.
Apart from everything else because a stranger's file is an attack until shown otherwise, and one forgotten allow-list undoes
all others.
"""

from __future__ import annotations

from access.mediafile.colours import upright
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
from access.mediafile.credentials import bears_credentials
from access.mediafile.exiftool import ExiftoolSlow, exiftool_identity, exiftool_program, run_exiftool
from access.mediafile.looks import Drawn, drawn
from access.mediafile.pictures import frame_count, open_picture, pages, walk
from access.mediafile.program import Piped, disk_full, ffmpeg_input, ffmpeg_program, ffmpeg_url, piped_ffmpeg, run_ffmpeg
from access.mediafile.regular import open_regular
from access.mediafile.signatures import drawing, sniff, sniff_open
from access.mediafile.whole import missing_bytes

__all__ = [
    "Clock",
    "DecodedFrame",
    "Drawn",
    "ExiftoolSlow",
    "Piped",
    "audio_streams",
    "bears_credentials",
    "decoded",
    "disk_full",
    "drawing",
    "drawn",
    "exiftool_identity",
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
    "pages",
    "piped_ffmpeg",
    "run_exiftool",
    "run_ffmpeg",
    "sniff",
    "sniff_open",
    "streams_of",
    "tells_order",
    "upright",
    "video_stream",
    "walk",
]
