"""Lines of lists of appointments, told from running text."""

from __future__ import annotations

import pytest

from pipeline.text.appointments import clause, stands_for_itself


@pytest.mark.parametrize(
    ("line", "alone"),
    [
        ("任命何某刚为霜河地区行政公署副专员", True),
        ("　　窦某文为望川地区行政公署专员", True),
        ("韋某霞的省藥品檢驗所副所長職務", True),
        ("免去郎某毅的省地方铁路管理处处长职务", True),
        ("免去郎某毅的省地方铁路管理处处长职", False),
        ("任命李某明为县财政局局长；张某", False),
        ("以水利为全省工作的重点之一员", False),
        ("粮食的收购由省粮食局定期检查", False),
        ("各单位为此要认真学习文件", False),
    ],
)
def test_a_line_that_is_one_appointment_and_nothing_else(line: str, alone: bool) -> None:
    assert stands_for_itself(line) is alone


def test_a_clause_names_person_and_post_as_printed() -> None:
    found = clause("縣人民政府決定：任命李某明爲縣財政局局長；")
    assert found is not None
    assert (found.verb, found.person, found.joint, found.post) == ("任命", "李某明", "为", "縣財政局局長")
    assert clause("正文。") is None
