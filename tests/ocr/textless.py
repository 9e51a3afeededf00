"""Pages without a character of their own, drawn for the tests: blank, black, noise, stains, photographs.

Each is RGB, shape (height, width, 3); chance comes from a fixed seed.
"""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
from drawn import SONG
from PIL import Image, ImageDraw, ImageFont

HEIGHT, WIDTH = 1400, 1000
PAPER = 236
LINES = "各省自治区人民政府国务院各部委各直属机构现将有关问题通知如下请认真贯彻执行"


def _rng() -> np.random.Generator:
    return np.random.default_rng(7)


def _rgb(grey: np.ndarray) -> np.ndarray:
    return np.repeat(np.clip(grey, 0, 255).astype(np.uint8)[:, :, None], 3, axis=2)


def _paper() -> np.ndarray:
    return PAPER + 3 * _rng().standard_normal((HEIGHT, WIDTH))


def _field(grain: float) -> np.ndarray:
    """Smooth chance, mean 0 and deviation about 1."""
    small = _rng().standard_normal((int(HEIGHT / grain) + 2, int(WIDTH / grain) + 2)).astype(np.float32)
    return cv2.resize(small, (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC)


def white() -> np.ndarray:
    return _rgb(np.full((HEIGHT, WIDTH), 255.0))


def blank() -> np.ndarray:
    return _rgb(_paper())


def black() -> np.ndarray:
    return _rgb(np.full((HEIGHT, WIDTH), 4.0))


def dark_cover() -> np.ndarray:
    """The board of a binding: dark, mottled."""
    return _rgb(60 + 9 * _field(40) + 5 * _field(3))


def grain() -> np.ndarray:
    """Noise pixel by pixel."""
    return _rgb(128 + 60 * _rng().standard_normal((HEIGHT, WIDTH)))


def coarse() -> np.ndarray:
    """Noise in lumps of the size of strokes."""
    return _rgb(150 + 60 * _field(6))


def lumps() -> np.ndarray:
    """Noise in lumps of the size of characters."""
    return _rgb(np.where(_field(24) > 0.8, 60.0, 225.0))


def pepper() -> np.ndarray:
    """Black dots and white ones."""
    chance = _rng().random((HEIGHT, WIDTH))
    return _rgb(np.where(chance < 0.03, 0.0, np.where(chance > 0.97, 255.0, 225.0)))


def specks() -> np.ndarray:
    """Dirt: dots and hairs on paper."""
    page, rng = _paper(), _rng()
    for _ in range(400):
        x, y = int(rng.integers(WIDTH)), int(rng.integers(HEIGHT))
        cv2.circle(page, (x, y), int(rng.integers(1, 5)), float(rng.integers(20, 140)), -1)
    for _ in range(25):
        x, y = int(rng.integers(WIDTH)), int(rng.integers(HEIGHT))
        cv2.line(page, (x, y), (x + int(rng.integers(-60, 60)), y + int(rng.integers(-60, 60))), 90.0, 2)
    return _rgb(page)


def stains() -> np.ndarray:
    """Damp, foxing and a dark edge."""
    page = _paper() - 40 * np.clip(_field(180) - 0.6, 0, 1) - 50 * np.clip(_field(30) - 2.0, 0, 1)
    return _rgb(page - 150 * np.exp(-np.arange(WIDTH) / 30.0)[None, :])


def holes() -> np.ndarray:
    """Punched twice at the edge, stapled, a corner torn off."""
    page = _paper()
    for y in (500, 900):
        cv2.circle(page, (50, y), 22, 25.0, -1)
    cv2.line(page, (60, 200), (62, 250), 60.0, 4)
    cv2.fillPoly(page, [np.array([(WIDTH, 0), (WIDTH - 120, 0), (WIDTH, 160)])], 30.0)
    return _rgb(page)


def back() -> np.ndarray:
    """Nothing but the print of the other side, mirrored, soft and weak."""
    print_ = Image.new("L", (WIDTH, HEIGHT), 255)
    font, large = (ImageFont.truetype(SONG, size, index=2) for size in (30, 64))
    ImageDraw.Draw(print_).text((300, 120), "山東省公報", fill=0, font=large)
    for row in range(18):
        ImageDraw.Draw(print_).text((110, 300 + 52 * row), LINES[row % 9 : row % 9 + 26], fill=0, font=font)
    ghost = cv2.GaussianBlur(np.asarray(print_, np.float32)[:, ::-1], (0, 0), 2.2)
    return _rgb(_paper() - 0.2 * (255 - ghost))


def form() -> np.ndarray:
    """A ruled form that nobody filled in."""
    page = _paper()
    for y in range(200, 1201, 100):
        cv2.line(page, (100, y), (900, y), 40.0, 2)
    for x in (100, 240, 500, 760, 900):
        cv2.line(page, (x, 200), (x, 1200), 40.0, 2)
    return _rgb(page)


def scene() -> np.ndarray:
    """Continuous tone: hills, a sun, houses and trees, grey 0…255."""
    tone = 205 - 60 * np.linspace(0, 1, HEIGHT)[:, None] + 16 * _field(120) + 7 * _field(9)
    x = np.arange(WIDTH)
    for height, shade in ((520, 120), (720, 80), (950, 50)):
        ridge = height + 90 * np.sin(x / (height / 4)) + 40 * np.sin(x / 37 + height)
        tone = np.where(np.arange(HEIGHT)[:, None] > ridge[None, :], shade + 12 * _field(20), tone)
    rng = _rng()
    for _ in range(14):
        left, top = int(rng.integers(60, WIDTH - 160)), int(rng.integers(760, HEIGHT - 200))
        cv2.rectangle(tone, (left, top), (left + 90, top + 110), float(rng.integers(90, 220)), -1)
        cv2.rectangle(tone, (left + 15, top + 20), (left + 35, top + 50), 30.0, -1)
        cv2.rectangle(tone, (left + 55, top + 20), (left + 75, top + 50), 30.0, -1)
    cv2.circle(tone, (730, 240), 80, 235.0, -1)
    return tone


def photograph() -> np.ndarray:
    return _rgb(scene())


def halftone() -> np.ndarray:
    """The same through a screen of dots at 45 degrees, six pixels apart."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    screen = np.cos((x + y) * 2 * np.pi / 8.5) + np.cos((x - y) * 2 * np.pi / 8.5)
    dots = np.where(scene() / 255 + 0.22 * screen > 0.5, 238.0, 35.0)
    return _rgb(cv2.GaussianBlur(dots, (0, 0), 0.8))


PAGES: dict[str, Callable[[], np.ndarray]] = {
    page.__name__: page
    for page in (
        white, blank, black, dark_cover, grain, coarse, lumps, pepper,
        specks, stains, holes, back, form, photograph, halftone,
    )
}  # fmt: skip
