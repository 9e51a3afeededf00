import numpy as np
from drawn import ScriptedEngine, strip

from pipeline.model import Direction
from pipeline.ocr.crowded import parted
from pipeline.ocr.shapes import Strip

PAGE = np.full((900, 900, 3), 255, np.uint8)
THICK = strip(300, 300, 300, 220)
TITLE = strip(20, 10, 250, 50)  # as it is found in a view of the thick strip
SEEN = strip(320, 310, 250, 50)  # the same on the page
COLUMNS = [strip(840 - 44 * n, 100, 40, 180) for n in range(8)]
INSIDE = [strip(560 - 44 * n, 380, 40, 120) for n in range(4)]


class Closer(ScriptedEngine):
    """Finds a title in a part of the page; remembers how often it looked."""

    looked = 0

    def find_strips(self, image: np.ndarray) -> tuple[Strip, ...]:
        self.looked += 1
        return (TITLE,)


def test_a_strip_that_covers_others_gives_way_to_the_sure_line_in_it() -> None:
    engine = Closer({SEEN: "港當局勸民衆"})
    found = parted(PAGE, engine, [*COLUMNS, THICK, *INSIDE], Direction.VERTICAL)
    assert set(found) == {*COLUMNS, *INSIDE, SEEN}


def test_it_stays_where_nothing_is_read_for_sure() -> None:
    engine = Closer({SEEN: "港當局勸民衆"}, 0.5)
    assert THICK in parted(PAGE, engine, [*COLUMNS, THICK, *INSIDE], Direction.VERTICAL)


def test_a_large_strip_by_itself_is_not_looked_at_again() -> None:
    engine = Closer({SEEN: "港當局勸民衆"})
    strips = (*COLUMNS, THICK)
    assert parted(PAGE, engine, strips, Direction.VERTICAL) == strips
    assert engine.looked == 0
