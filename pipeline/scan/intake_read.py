"""Reading every source file through once before it is taken in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import PurePosixPath

from pipeline import image
from pipeline.errors import BadInputError, GazetteError
from pipeline.image import FrameInfo
from pipeline.scan.intake_sources import EXTENSIONS, Source
from pipeline.settings import IntakeSettings
from pipeline.workspace import sha256_file

_THREADS = 2  # decoders let go of the interpreter; more would only cost memory


@dataclass(frozen=True, slots=True)
class Examined:
    """A file that can be taken in."""

    source: Source
    sha256: str
    frames: tuple[FrameInfo, ...]  # one per page
    pixels: tuple[str, ...]  # SHA-256 of each page's pixels; empty where unknown
    faults: tuple[str, ...]  # for each page why it cannot be decoded; empty where it can
    thumbnails: int  # small copies inside the file that are no pages

    @property
    def misnamed(self) -> bool:
        expected = EXTENSIONS.get(PurePosixPath(self.source.name).suffix.lower(), "")
        return expected != self.frames[0].format


def digests(sources: Sequence[Source]) -> Iterator[str | GazetteError]:
    """The SHA-256 of each file, or why it cannot be read."""
    for source in sources:
        try:
            yield sha256_file(source.path)
        except OSError as error:
            yield BadInputError(f"{source.name}: cannot be read: {error.strerror}")


def examine(
    sources: Sequence[tuple[Source, str]], limits: IntakeSettings
) -> Iterator[Examined | GazetteError]:
    """Decode each file, given with its SHA-256; results come in the order of the files."""
    threads = ThreadPoolExecutor(_THREADS)
    try:
        yield from threads.map(lambda pair: _examined(pair[0], pair[1], limits), sources)
    finally:
        threads.shutdown(cancel_futures=True)  # Ctrl-C need not wait for the rest


def _examined(source: Source, sha256: str, limits: IntakeSettings) -> Examined | GazetteError:
    try:
        every = image.probe(source.path, limits.max_pixels, limits.max_pages)
        frames = tuple(frame for frame in every if not frame.thumbnail)
        looks = [_look(source, frame, limits.max_pixels) for frame in frames]
    except GazetteError as error:
        return error
    if all(isinstance(look, GazetteError) for look in looks):
        return next(look for look in looks if isinstance(look, GazetteError))
    pixels = tuple("" if isinstance(look, GazetteError) else look for look in looks)
    faults = tuple(str(look) if isinstance(look, GazetteError) else "" for look in looks)
    return Examined(source, sha256, frames, pixels, faults, len(every) - len(frames))


def _look(source: Source, frame: FrameInfo, max_pixels: int) -> str | GazetteError:
    """The SHA-256 of a frame's pixels; PDF pages are left to the scan stage, which renders them."""
    if frame.format == "PDF":
        return ""
    try:
        raster = image.decode(source.path, frame.frame, max_pixels)
    except GazetteError as error:
        return error
    return hashlib.sha256(repr(raster.shape).encode() + raster.tobytes()).hexdigest()
