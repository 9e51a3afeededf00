"""What the parts of an issue are called where a reader chooses among them: bookmarks, ranges."""

from __future__ import annotations

from pipeline.export.documents import Document, Part, SectionKind, part_lines

NAMES = {
    SectionKind.COVER: "封面",
    SectionKind.CONTENTS: "目录",
    SectionKind.COLOPHON: "版权页",
    SectionKind.NOTICE: "启事",
    SectionKind.TABLES: "统计表",
    SectionKind.INTERSTITIAL: "其他",
}
_SEVERAL = (SectionKind.NOTICE, SectionKind.TABLES, SectionKind.INTERSTITIAL)
LONGEST = 30  # characters of the text that stands for a name


def label(part: Part) -> str:
    """A document's title with its number, or what the section is."""
    first = part_lines(part)[0].text[:LONGEST]
    if isinstance(part, Document):
        title = part.title or first
        return f"{title}（{part.number}）" if part.number else title
    name = NAMES[part.kind]
    return f"{name}：{first}" if part.kind in _SEVERAL else name
