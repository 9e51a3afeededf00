"""What a title says: the kind of document it names, and the names of the bodies that issue documents."""

from __future__ import annotations

import re

from pipeline.text.modern import modern

TYPES = {
    "通知": "tongzhi", "通报": "tongbao", "通告": "tonggao", "公告": "gonggao", "公报": "gongbao",
    "决定": "jueding", "决议": "jueyi", "命令": "mingling", "令": "ling", "指示": "zhishi",
    "意见": "yijian", "办法": "banfa", "批复": "pifu", "复函": "fuhan", "函": "han",
    "规定": "guiding", "条例": "tiaoli", "细则": "xize", "规则": "guize", "章程": "zhangcheng",
    "方案": "fangan", "规划": "guihua", "纲要": "gangyao", "提纲": "tigang", "报告": "baogao",
    "请示": "qingshi", "议案": "yian", "纪要": "jiyao", "布告": "bugao", "名单": "mingdan",
    "任免": "renmian", "批覆": "pifu",
}  # fmt: skip
KINDS = "|".join(sorted(TYPES, key=len, reverse=True))
_AGENCY = re.compile(
    r"[^,，。;；:：、]{2,28}(?:委员会|政府|办公厅|办公室|委员|部|厅|局|院|会|处|室|司|行|公署|军区|小组|中心|公司|大学|[总支]队)"
)
_TYPED = re.compile(
    rf"({KINDS})(?:\([^()]{{1,20}}\))*$|(任免)(?:[^，。；：]{{0,12}}(?:人员|干部|职务|名单))?$"
)
_BLANKS = re.compile(r"[\s\u3000]+")
_SPECKS = "·.．'’‘`"  # what dirt at the end of a line is read as


def squeeze(text: str) -> str:
    """The text without any blank, as titles spaced out over the line need it."""
    return _BLANKS.sub("", text)


def bare(text: str) -> str:
    """The same without dots at its ends, which dirt leaves there: no name and no title has them."""
    return squeeze(text).strip(_SPECKS)


def is_agency(text: str) -> bool:
    """Whether a text is nothing but the name of a body."""
    return _AGENCY.fullmatch(modern(bare(text))) is not None


def title_type(title: str) -> str:
    """The kind of document a title names, as printed: 通知, 決定, …; empty where it names none."""
    text = bare(title)
    match = _TYPED.search(modern(text))
    return text[slice(*match.span(match.lastindex or 0))] if match else ""


def type_name(kind: str) -> str:
    """A kind of document in letters, for the name of an element."""
    return TYPES.get(modern(kind), "document")
