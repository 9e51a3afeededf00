"""Lines go through the recogniser in batches of like length."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.ocr.ppocr import BATCH, EVEN, batches


@given(st.lists(st.integers(12, 3000), max_size=60))
def test_every_line_is_in_one_batch_with_lines_of_its_length(lengths: list[int]) -> None:
    found = list(batches(lengths))
    assert sorted(i for batch in found for i in batch) == list(range(len(lengths)))
    for batch in found:
        assert 0 < len(batch) <= BATCH
        assert max(lengths[i] for i in batch) <= EVEN * min(lengths[i] for i in batch)


def test_lines_of_one_length_go_together() -> None:
    assert list(batches([400] * (BATCH + 1))) == [list(range(BATCH)), [BATCH]]
