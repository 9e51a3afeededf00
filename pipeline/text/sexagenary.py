"""The cycle of sixty, 甲子 to 癸亥: which pairs there are, and what they are misread for."""

from __future__ import annotations

STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
NAMES = tuple(STEMS[n % 10] + BRANCHES[n % 12] for n in range(60))
# what print or recognition makes of a stem or a branch; a stem of another shape is a misreading, too
LIKE_STEM = {
    "甲": "申由田曱印", "乙": "己已Z之z乞飞", "丙": "两内丐西雨", "丁": "下了J丅可", "戊": "戌戍成戎我",
    "己": "已巳乙",
    "庚": "康唐廋庾更", "辛": "幸宰亲莘卒", "壬": "王士任玉土主", "癸": "葵揆祭登发",
}  # fmt: skip
LIKE_BRANCH = {
    "子": "于千了孑孓予", "丑": "五刃丒且尹", "寅": "演宙宾黄宴", "卯": "卵印夘叩柳", "辰": "晨长屈唇展",
    "巳": "已己",
    "午": "牛干于年", "未": "末木朱来", "申": "甲由田中", "酉": "西洒茜四酋", "戌": "戊戍成",
    "亥": "玄刻该孩核",
}  # fmt: skip


def of_year(western: int) -> str:
    """The name of the year that begins in a Western year: 1894 -> 甲午."""
    return NAMES[(western - 4) % 60]


def is_name(pair: str) -> bool:
    return pair in NAMES


def meant(pair: str) -> tuple[str, ...]:
    """The names a pair of characters may be a misreading of: one character off in shape, else in parity.

    Nothing for a name that there is.
    """
    if is_name(pair) or len(pair) != 2:
        return ()
    stems = [stem for stem in STEMS if pair[0] == stem] or _read(pair[0], LIKE_STEM)
    branches = [branch for branch in BRANCHES if pair[1] == branch] or _read(pair[1], LIKE_BRANCH)
    found = [stem + branch for stem in stems for branch in branches if is_name(stem + branch)]
    if found or pair[0] not in STEMS or pair[1] not in BRANCHES:
        return tuple(found)
    other_stems = [stem + pair[1] for stem in _read(pair[0], LIKE_STEM)]
    other_branches = [pair[0] + branch for branch in _read(pair[1], LIKE_BRANCH)]
    return tuple(name for name in other_stems + other_branches if is_name(name))


def _read(char: str, like: dict[str, str]) -> list[str]:
    return [right for right, wrong in like.items() if char in wrong]
