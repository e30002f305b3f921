"""Any picture as upright RGB with 8 bits: every colour mode that is read, and what is transparent on a ground that shows it.

Apart from opening, because here nothing can be refused: what was decoded is brought into the one form that all who look share.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PIL import ExifTags, Image, ImageChops, ImageFilter

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_270, 7: Image.Transpose.TRANSVERSE, 8: Image.Transpose.ROTATE_90,
}
"""What makes each EXIF orientation upright."""
_GROUNDS = (255, 24, 128)
"""Greys to stand on, the one that pages have first."""
_APART = 48
"""Of luma, 0 to 255: what differs less from its ground is hard to see, and harder to read."""
_BETTER = 0.02
"""Share of the outlines that another ground must show besides, before white is left."""
_OUTLINE_SIDE = 512
"""Pixels: outlines are looked for in a copy no larger than this."""
_BARE, _SEEN = 32, 128
"""Of alpha: less than the one is not there, at least the other is to be seen."""
_TWELVE_BITS = 4095


def upright(image: Image.Image) -> Image.Image:
    """Return the frame as RGB of 8 bits: EXIF orientation applied, what is transparent on a ground that shows it."""
    # Not Pillow's `exif_transpose`: it parses the whole of EXIF anew, and fails where any of it is damaged.
    turn = _TURNS.get(image.getexif().get(ExifTags.Base.Orientation, 1))
    return rgb(image if turn is None else image.transpose(turn))


def rgb(image: Image.Image) -> Image.Image:
    """Return the picture as RGB with 8 bits, as it lies."""
    if image.mode == "RGB" and "transparency" not in image.info:
        return image
    if image.mode.startswith(("I", "F")):
        return _eight_bits(image).convert("RGB")
    if image.has_transparency_data:
        return _on_a_ground(image.convert("RGBA"))
    if image.mode == "CMYK" and image.format in ("JPEG", "MPO") and "adobe" not in image.info:
        # Pillow takes every CMYK JPEG for one of Adobe's, which are written inverted.
        image = ImageChops.invert(image)
    return image.convert("RGB")


def _on_a_ground(image: Image.Image) -> Image.Image:
    alpha = image.getchannel("A")
    if alpha.getextrema() == (255, 255):
        return image.convert("RGB")
    ground = Image.new("RGB", image.size, (_ground(image),) * 3)
    ground.paste(image, (0, 0), alpha)
    return ground


def _ground(image: Image.Image) -> int:
    """Return the grey that the picture's outlines stand out from: white text on nothing would vanish on white.

    Only outlines count, what lies beside a transparent place: inside a picture its own colours stand against each other.
    """
    step = max(1, max(image.size) // _OUTLINE_SIDE)
    small = image.resize((max(1, image.width // step), max(1, image.height // step)), Image.Resampling.NEAREST)
    luma, alpha = small.convert("L"), small.getchannel("A")
    seen = alpha.point([255 * (value >= _SEEN) for value in range(256)])
    near = alpha.point([255 * (value < _BARE) for value in range(256)]).filter(ImageFilter.BoxBlur(2))
    outline = ImageChops.multiply(seen, near.point([0] + 255 * [255]))
    counts = luma.histogram(outline)
    shown = {
        ground: sum(count for value, count in enumerate(counts) if abs(value - ground) >= _APART) / max(1, sum(counts))
        for ground in _GROUNDS}
    best = max(_GROUNDS, key=lambda ground: shown[ground])
    return best if shown[best] > shown[_GROUNDS[0]] + _BETTER else _GROUNDS[0]


def _eight_bits(image: Image.Image) -> Image.Image:
    values = np.asarray(image)
    if image.mode == "F":
        return Image.fromarray(_stretched(values.astype(np.float32)))
    most = int(values.max(initial=0))
    if most <= 255:
        # From some files 8 bits come as 32.
        return Image.fromarray(np.clip(values, 0, 255).astype(np.uint8))
    if most > 0xFFFF:
        return Image.fromarray(_stretched(values.astype(np.float32)))
    # 16 bits, `I;16` or `I`; from microscopes and scanners 12 bits come as 16, and would be all but black.
    full = _TWELVE_BITS if most <= _TWELVE_BITS else 0xFFFF
    levels = ((np.arange(full + 1) * 255 + full // 2) // full).astype(np.uint8)
    return Image.fromarray(levels[np.clip(values, 0, full)])


def _stretched(values: npt.NDArray[np.float32]) -> npt.NDArray[np.uint8]:
    """Return values without a scale of their own between the least and the most; what is no number is black."""
    finite = np.isfinite(values)
    if not finite.any():
        return np.zeros(values.shape, np.uint8)
    low, high = float(values[finite].min()), float(values[finite].max())
    scaled = (np.where(finite, values, low) - low) * (255.0 / ((high - low) or 1.0))
    return np.asarray(np.clip(scaled.round(), 0, 255).astype(np.uint8))
