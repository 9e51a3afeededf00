import pytest
from drawn import strip

from pipeline.ocr.datelines import dated
from pipeline.ocr.even import evenly
from pipeline.ocr.glyphs import place

COLUMN = strip(0, 0, 40, 300)


@pytest.mark.parametrize(
    "text",
    [
        "（重慶廿五日海",
        "一重慶廿在日電",
        "(東鄉廿五日電",
        "（倫敦電）此間",
        "重慶廿在日電",
        "（重慶廿五d",
        "(（重慶廿五日）",
        "(m廿五d3",
    ],
)
def test_a_report_begins_with_a_place_and_a_day(text: str) -> None:
    assert dated({COLUMN: place(evenly(text, 0.9), COLUMN)}) == {COLUMN}


@pytest.mark.parametrize(
    "text",
    ["捷報廿五日", "（一）任命李世", "通電）據此間所", "、廿二日晨安邑", ")一路於廿三日晚", "日午後二時", ""],
)
def test_other_columns_do_not(text: str) -> None:
    assert not dated({COLUMN: place(evenly(text, 0.9), COLUMN)})
