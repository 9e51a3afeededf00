"""Pages drawn over for the eye: regions by kind, their order, and what went wrong with lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment
from PIL import Image, ImageDraw, ImageFont

from pipeline.image import Raster
from pipeline.model import Box, Region, RegionKind

LONGEST = 1800  # pixels of the longer side of a picture
PALE = 0.45  # how far the page is lightened under the drawing
COLOURS = {
    RegionKind.PARAGRAPH: "#1f6fd0",
    RegionKind.HEADING: "#0a8f3c",
    RegionKind.HEADER: "#8a5a00",
    RegionKind.FOOTER: "#8a5a00",
    RegionKind.PAGE_NUMBER: "#7a3db8",
    RegionKind.FOOTNOTE: "#00808a",
    RegionKind.MARGINALIA: "#557700",
    RegionKind.TOC_ENTRY: "#c06000",
    RegionKind.TABLE: "#444444",
    RegionKind.CAPTION: "#666600",
    RegionKind.STAMP: "#b03060",
    RegionKind.GRAPHIC: "#888888",
}
LOST, MISPLACED, PARTED, INVENTED = "#ff0000", "#ff9000", "#ffd000", "#ff00ff"
UNREAD = "#00b8d0"
LEGEND = {kind.value: colour for kind, colour in COLOURS.items()} | {
    "printed, lost": LOST,
    "neighbours read the other way about": MISPLACED,
    "neighbours read with others between": PARTED,
    "nothing printed": INVENTED,
    "ink that is not read, or not believed": UNREAD,
}

INDEX = """<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<title>{{ title }}</title>
<style>
body { font: 14px/1.4 sans-serif; margin: 1em; background: #fafafa }
ul { display: flex; flex-wrap: wrap; gap: 1em; padding: 0; list-style: none }
.page { width: 260px } .page img { width: 100%; border: 1px solid #bbb }
.key::before { content: "■ "; color: var(--colour) }
</style>
<h1>{{ title }}</h1>
<ul>{% for name, colour in legend.items() %}
<li class="key" style="--colour: {{ colour }}">{{ name }}</li>{% endfor %}
</ul>
<ul>{% for one in entries %}
<li class="page"><a href="{{ one.file | urlencode }}">
<img loading="lazy" alt="" src="{{ one.file | urlencode }}"></a>
{{ one.name }}<br>{{ one.caption }}</li>{% endfor %}
</ul>
</html>
"""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on the page that something is wrong with."""

    box: Box
    colour: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One picture in the index."""

    name: str
    caption: str = ""

    @property
    def file(self) -> str:
        return f"{self.name}.png"


def draw(raster: Raster, regions: Sequence[Region], marks: Sequence[Mark] = ()) -> Image.Image:
    """The page, paler and no larger than `LONGEST`: regions with their order numbers, lines thin, then marks.

    All boxes are pixels of the raster.
    """
    page = Image.fromarray(raster).convert("RGB")
    factor = min(1.0, LONGEST / max(page.size))
    page = page.resize((round(page.width * factor), round(page.height * factor)), Image.Resampling.BILINEAR)
    picture = Image.blend(page, Image.new("RGB", page.size, "white"), PALE)
    brush = ImageDraw.Draw(picture, "RGBA")
    for mark in marks:
        brush.rectangle(_scaled(mark.box, factor), outline=mark.colour, fill=f"{mark.colour}50", width=3)
    for number, region in enumerate(regions, 1):
        _draw_region(brush, region, number, factor)
    return picture


def write(folder: Path, entry: Entry, picture: Image.Image) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    picture.save(folder / entry.file, "PNG")


def write_index(folder: Path, title: str, entries: Sequence[Entry]) -> None:
    """The page of thumbnails that leads to the pictures."""
    template = Environment(autoescape=True).from_string(INDEX)
    text = template.render(title=title, legend=LEGEND, entries=entries)
    (folder / "index.html").write_text(text + "\n", "utf-8")


def _draw_region(brush: ImageDraw.ImageDraw, region: Region, number: int, factor: float) -> None:
    colour = COLOURS[region.kind]
    for line in region.lines:
        if line.box:
            brush.rectangle(_scaled(line.box, factor), outline=f"{colour}70")
    if region.box is None:
        return
    left, top, right, bottom = _scaled(region.box, factor)
    brush.rectangle((left, top, right, bottom), outline=colour, width=2)
    _draw_number(brush, str(number), (left, top), colour)


def _draw_number(brush: ImageDraw.ImageDraw, number: str, corner: tuple[float, float], colour: str) -> None:
    """The number on a plate to the left of a region's corner, so that it hides no text."""
    font = ImageFont.load_default(20)
    width = brush.textlength(number, font) + 6
    left, top = max(0.0, corner[0] - width - 1), corner[1]
    brush.rectangle((left, top, left + width, top + 24), fill=f"{colour}d0")
    brush.text((left + 3, top), number, fill="white", font=font)


def _scaled(box: Box, factor: float) -> tuple[float, float, float, float]:
    return box.left * factor, box.top * factor, box.right * factor, box.bottom * factor
