"""What the report calls things, in Chinese and in English."""

from __future__ import annotations

from pipeline.text.kinds import Kind

REASONS = {
    "disagreement": ("分歧", "disagreement"),
    "low-confidence": ("存疑", "low confidence"),
    "missing-line": ("缺行", "line missing somewhere"),
    "extra-line": ("多行", "line not in the base"),
    "people-disagree": ("校者不一", "people disagree"),
    "encoding": ("编码", "encoding"),
    "punctuation-width": ("全半角", "width"),
    "punctuation": ("标点形式", "form of a mark"),
    "spacing": ("空格", "spacing"),
    "leader": ("省略号、引导点", "leader dots"),
    "variant": ("繁简异体", "variant form"),
    "confusable": ("形近", "similar shape"),
    "missing": ("少字", "missing here"),
    "extra": ("多字", "only here"),
    "moved": ("移位", "moved"),
    "change": ("异文", "other text"),
    "unread-marks": ("未识读的墨迹", "unread ink"),
    "no-character": ("无字可录", "no character found"),
    "decided": ("已定", "decided"),
    "look": ("请核", "please check"),
    "own": ("自选", "marked by you"),
    "hidden": ("不问", "not asked about"),
}
CHANGES = {
    **{kind.value: REASONS[kind.value] for kind in Kind if kind is not Kind.NONE},
    "missing": ("增补", "added"),
    "extra": ("删去", "taken out"),
}  # kinds of difference seen from an earlier text to a later one
SEVERITIES = {"note": ("备注", "note"), "check": ("请核", "check"), "loss": ("缺失", "loss")}
KINDS = {
    "paragraph": ("正文", "paragraph"),
    "heading": ("标题", "heading"),
    "header": ("页眉", "running head"),
    "footer": ("页脚", "running foot"),
    "page-number": ("页码", "page number"),
    "footnote": ("脚注", "footnote"),
    "marginalia": ("边注", "marginal note"),
    "TOC-entry": ("目录", "contents"),
    "table": ("表格", "table"),
    "caption": ("图表题", "caption"),
    "stamp": ("印章", "seal"),
    "graphic": ("图", "picture"),
}  # by PAGE name
SETTLERS = {
    "rule": ("按规则已定", "settled by rule"),
    "evidence": ("凭证据已定", "settled by evidence"),
    "people": ("校者已定", "settled by people"),
}
MARKS = {"sic": ("原文如此", "sic"), "unreadable": ("无法辨认", "unreadable")}
FINDINGS = {
    "blank-page": "空白页",
    "changed-source": "来源已变",
    "cleaning-refused": "未作清理",
    "dark-page": "全黑或照片",
    "duplicate-page": "重页",
    "garbled-text-layer": "自带文字不可用",
    "low-resolution": "分辨率低",
    "maybe-spread": "疑为跨页",
    "maybe-turned": "疑需旋转",
    "misnamed-file": "扩展名不符",
    "mixed-sizes": "页面大小不一",
    "moved-text": "次序不同",
    "no-resolution": "未注分辨率",
    "no-text": "无文字",
    "page-gap": "缺页",
    "page-turned": "已旋转",
    "partial-lines": "缺行或多行",
    "refused-text": "疑非文字",
    "seal-over-text": "印章压字",
    "show-through": "透印",
    "skipped-file": "未收入的文件",
    "strong-skew": "倾斜较大",
    "table-sum": "合计不符",
    "text-encoding": "文字编码",
    "thumbnail": "缩略图",
    "unread-marks": "未识读的墨迹",
    "unreadable-file": "文件无法读取",
    "unreadable-page": "页面无法读取",
    "unsettled-places": "待定之处",
}  # codes in Chinese; in English they speak for themselves
ACTS = {
    "choose": ("已选", "chosen"),
    "type": ("已录", "typed"),
    "sic": ("原文如此", "sic"),
    "unreadable": ("无法辨认", "unreadable"),
    "skip": ("跳过", "skipped"),
}  # by Act
BUTTONS = (
    ("type", "T", "录入", "type"),
    ("skip", "S", "跳过", "skip"),
    ("sic", "X", "原文如此", "sic"),
    ("unreadable", "U", "无法辨认", "unreadable"),
    ("note", "M", "附注", "note"),
    ("clear", "0", "清除", "clear"),
    ("alike", "A", "同样各处", "all alike"),
    ("own", "E", "另选一处", "another place"),
    ("around", "V", "看周围", "surroundings"),
)  # act, key, names
HELP = (
    (("1", "…", "9"), "取该读法，到下一未定处", "take that reading, go to the next open place"),
    (("Enter",), "取第一读法", "take the first reading"),
    (("T",), "录入所印文字；留空表示此处无字", "type what is printed; empty: nothing stands there"),
    (("S",), "跳过，留给他人", "skip, for someone else"),
    (
        ("X",),
        "原文如此：印的就错了；再选或录入所印文字",
        "sic: the print is wrong; then choose or type what is printed",
    ),
    (("U",), "无法辨认，记作〓", "nobody can read it: stands as 〓"),
    (("M",), "附注", "a note"),
    (("0",), "清除该处的决定", "clear the decision"),
    (("Z", "⌫"), "撤销上一步，并回到该处", "take the last step back, and go there"),
    (("J", "N", "↓"), "下一处", "next"),
    (("K", "P", "↑"), "上一处", "previous"),
    (("G",), "下一未定处", "next open place"),
    (("A",), "同样的未定之处并排看，一起定", "open places that look alike, side by side, decided together"),
    (
        ("E",),
        "在本行另选一处：←→ 移动，Shift+←→ 伸缩，Enter 录入",
        "another place in this line: ←→ move, Shift+←→ widen, Enter to type",
    ),
    (("V",), "看整页图像上的周围", "the surroundings on the page image"),
    (("W",), "存文件", "save the file"),
    (("L",), "中文 / English", "中文 / English"),
    (("Esc",), "离开录入框", "leave the line for typing"),
)  # keys, names
