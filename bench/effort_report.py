"""The report of bench.effort: one HTML file with its diagrams as SVG, no script, nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from math import log10
from pathlib import Path
from typing import Any

WIDTH, HEIGHT, EDGE = 640, 420, 60
BESIDE = 200  # room for names beside the curves
COLOURS = ("#0b3d91", "#1f8a70", "#8a5a00", "#b23a48", "#6a4c93", "#555555")
LEAST = 1e-5  # the least probability that the reliability diagram shows
STYLE = (
    "body{font:16px/1.5 sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem}"
    "table{border-collapse:collapse;margin:1rem 0}td,th{padding:.2rem .7rem;text-align:right;"
    "border-bottom:1px solid #ccc}td:first-child,th:first-child{text-align:left}"
    "svg{max-width:100%;height:auto}"
)


def write(folder: Path, result: Mapping[str, Any]) -> None:
    """index.html, and the two diagrams as files of their own."""
    folder.mkdir(parents=True, exist_ok=True)
    diagrams = {"curve.svg": curves(result["methods"]), "reliability.svg": reliability(result["reliability"])}
    for name, text in diagrams.items():
        (folder / name).write_text(text, "utf-8")
    (folder / "index.html").write_text(_html(result, diagrams), "utf-8")


def curves(methods: Mapping[str, Mapping[str, Any]]) -> str:
    """Errors found against characters shown, to 20 percent."""
    most = 0.2
    parts = [_frame("characters shown", "errors found", _ticks(most), _ticks(1.0))]
    for number, (name, row) in enumerate(methods.items()):
        colour = COLOURS[number % len(COLOURS)]
        points = [(0.0, 0.0), *((p["shown"], p["errors"]) for p in row["curve"] if p["shown"] <= most)]
        path = " ".join(f"{_x(x / most):.1f},{_y(y):.1f}" for x, y in points)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        top = EDGE + 150 + 18 * number
        parts.append(
            f'<text x="{WIDTH - EDGE + 12}" y="{top}" fill="{colour}" font-size="13">{escape(name)}</text>'
        )
    x = _x(0.06 / most)
    parts.append(f'<line x1="{x}" x2="{x}" y1="{_y(0)}" y2="{_y(1)}" stroke="#999" stroke-dasharray="4 4"/>')
    return _svg("Share of all errors found in the characters shown", parts, WIDTH + BESIDE)


def reliability(bins: Sequence[Mapping[str, float]]) -> str:
    """Claimed against counted shares of errors, both on a logarithmic scale."""
    ticks = [(f"{10.0**n:g}", (n - log10(LEAST)) / -log10(LEAST)) for n in range(-5, 1)]
    parts = [_frame("doubt claimed", "share found wrong", ticks, ticks)]
    parts.append(
        f'<line x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(1)}" stroke="#999" stroke-dasharray="4 4"/>'
    )
    for one in bins:
        x, y = (_x(_log(one["claimed"])), _y(_log(one["wrong"])))
        size = 3 + log10(max(1.0, one["count"]))
        label = f"{one['count']:.0f} characters: claimed {one['claimed']:.5f}, wrong {one['wrong']:.5f}"
        parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size:.1f}" fill="{COLOURS[0]}" fill-opacity="0.7">'
            f"<title>{escape(label)}</title></circle>"
        )
        parts.append(f'<text x="{x + 9:.1f}" y="{y + 14:.1f}" font-size="11">{one["count"]:.0f}</text>')
    return _svg("Reliability: what was claimed against what was so", parts, WIDTH)


def _log(value: float) -> float:
    return (log10(max(LEAST, value)) - log10(LEAST)) / -log10(LEAST)


def _x(share: float) -> float:
    return EDGE + share * (WIDTH - 2 * EDGE)


def _y(share: float) -> float:
    return HEIGHT - EDGE - share * (HEIGHT - 2 * EDGE)


def _ticks(most: float) -> list[tuple[str, float]]:
    return [(f"{n * most / 5 * 100:g} %", n / 5) for n in range(6)]


def _frame(across: str, up: str, xs: Sequence[tuple[str, float]], ys: Sequence[tuple[str, float]]) -> str:
    """Axes with their names and ticks."""
    lines = [
        f'<rect x="{EDGE}" y="{EDGE}" width="{WIDTH - 2 * EDGE}" height="{HEIGHT - 2 * EDGE}" fill="none" '
        'stroke="#333"/>'
    ]
    for label, share in xs:
        x, y = _x(share), _y(0) + 18
        lines.append(f'<text x="{x:.1f}" y="{y:.1f}" font-size="12" text-anchor="middle">{label}</text>')
    for label, share in ys:
        x, y = EDGE - 6, _y(share) + 4
        lines.append(f'<text x="{x}" y="{y:.1f}" font-size="12" text-anchor="end">{label}</text>')
    middle = WIDTH / 2
    lines.append(f'<text x="{middle}" y="{HEIGHT - 14}" font-size="13" text-anchor="middle">{across}</text>')
    lines.append(f'<text x="{EDGE}" y="{EDGE - 30}" font-size="13">{up}</text>')
    return "".join(lines)


def _svg(title: str, parts: Sequence[str], width: int) -> str:
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {HEIGHT}" width="{width}" role="img">'
    )
    return f"{head}<title>{title}</title>{''.join(parts)}</svg>\n"


def _html(result: Mapping[str, Any], diagrams: Mapping[str, str]) -> str:
    facts = (
        f"{result['pages']} pages, {result['characters']} characters, {result['errors']} errors; card: "
        f"{result['card']}; wanted: {result['errors_wanted_per_10000']:g} errors left in 10,000."
    )
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>Effort</title>'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}"><style>{STYLE}</style></head><body>'
        f"<h1>How much reading a good text takes</h1><p>{escape(facts)}</p>"
        f"{_methods(result['methods'])}{diagrams['curve.svg']}"
        f"<h2>By set, pages not seen</h2>{_sets(result['sets'])}"
        f"<h2>By set, the whole set not seen</h2>{_sets(result['sets_not_seen'])}"
        f"<h2>Reliability</h2><p>Pages not seen; mean distance of claim and outcome {result['ece']:.5f}.</p>"
        f"{diagrams['reliability.svg']}</body></html>\n"
    )


def _methods(rows: Mapping[str, Mapping[str, Any]]) -> str:
    head = (
        "",
        "found at 6 %",
        "letters",
        "shown by rule",
        "found",
        "left in 10,000",
        "after a reader (0.95)",
    )
    body = [
        (
            name,
            f"{row['errors_found_at_6_percent']:.3f}",
            f"{row['letters_found_at_6_percent']:.3f}",
            f"{row['share_shown']:.3f}",
            f"{row['errors_found']:.3f}",
            f"{row['errors_left_per_10000']:.2f}",
            f"{row['left_by_readers']['finds 0.95']:.2f}",
        )
        for name, row in rows.items()
    ]
    return _table(head, body)


def _sets(rows: Mapping[str, Mapping[str, float]]) -> str:
    head = ("set", "characters", "errors", "found at 6 %", "shown by rule", "left in 10,000")
    return _table(head, [(name, *(f"{value:g}" for value in row.values())) for name, row in rows.items()])


def _table(head: Sequence[str], body: Sequence[Sequence[str]]) -> str:
    top = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    rows = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in body)
    return f"<table><tr>{top}</tr>{rows}</table>"
