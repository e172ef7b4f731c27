"""Makes data/lexicon/lookalikes.tsv: for each common character those that look most like it in print.

Needs Pillow, numpy and Noto Sans CJK: `python data/make_lookalikes.py /path/to/NotoSansCJK-Regular.ttc`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

LEAST = 0.8
"""Correlation of two blurred drawings from which they are taken to look alike."""
MOST = 16
"""Characters that are listed for one, at most."""
_SIZE, _SMALL, _BLUR, _SIMPLIFIED = 48, 24, 1.6, 2


def common() -> Iterator[str]:
    """The 6,763 characters of GB 2312."""
    for row in range(0xB0, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                yield bytes([row, cell]).decode("gb2312")
            except UnicodeDecodeError:
                continue


def drawing(character: str, font: ImageFont.FreeTypeFont) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    """The character as a vector of length one."""
    image = Image.new("L", (_SIZE, _SIZE), 0)
    ImageDraw.Draw(image).text((4, -2), character, fill=255, font=font)
    small = image.filter(ImageFilter.GaussianBlur(_BLUR)).resize((_SMALL, _SMALL))
    pixels = np.asarray(small, np.float32).ravel()
    pixels = pixels - pixels.mean()
    return pixels / np.linalg.norm(pixels)


def main(font_file: str, target: Path) -> None:
    """Write the table."""
    font = ImageFont.truetype(font_file, 40, index=_SIMPLIFIED)
    characters = list(common())
    drawn = np.array([drawing(character, font) for character in characters])
    likeness = drawn @ drawn.T
    np.fill_diagonal(likeness, 0)
    lines = [
        "# Characters that look alike, as printers, scanners and hurried readers confuse them",
        "# Source: made by data/make_lookalikes.py from the shapes in Noto Sans CJK SC (SIL Open Font License)",
        "# Date: 2026-11-21",
        "character\tlookalikes",
    ]
    for at, character in enumerate(characters):
        nearest = [n for n in np.argsort(-likeness[at], kind="stable")[:MOST] if likeness[at, n] >= LEAST]
        lines.append(f"{character}\t{''.join(characters[n] for n in nearest)}")
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], Path(__file__).parent / "lexicon" / "lookalikes.tsv")
