"""Slips of years and days: reigns, the Republic, names of the cycle, dates and weekdays."""

from __future__ import annotations

import datetime

from bench.planted.maker import ACTS, THINGS, Maker
from pipeline.text import numerals

_REIGNS = {
    "洪武": (1368, 31), "永乐": (1403, 22), "宣德": (1426, 10), "成化": (1465, 23), "弘治": (1488, 18),
    "正德": (1506, 16), "嘉靖": (1522, 45), "万历": (1573, 48), "崇祯": (1628, 17), "顺治": (1644, 18),
    "康熙": (1662, 61), "雍正": (1723, 13), "乾隆": (1736, 60), "嘉庆": (1796, 25), "道光": (1821, 30),
    "咸丰": (1851, 11), "同治": (1862, 13), "光绪": (1875, 34), "宣统": (1909, 3),
}  # fmt: skip
_LIKE_TITLES = """
    康熙康照 康熙唐熙 乾隆乾降 乾隆乾隘 光绪光诸 光绪光猪 嘉庆嘉床 嘉庆嘉厌 同治同冶 同治周治 道光道充
    道光遁光 万历万厉 宣统宜统 宣统宣铳 顺治顺冶 顺治硕治 咸丰咸卞 咸丰威丰 雍正雍丘 雍正雍止 永乐永尔
    嘉靖嘉清 弘治弘冶 崇祯祟祯 成化戍化 洪武洪式
"""
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_LIKE = {
    "甲": "申由", "己": "已", "戊": "戌戍", "壬": "王", "癸": "葵", "丙": "两", "巳": "已己", "未": "末",
    "午": "牛", "申": "甲由",
    "酉": "西", "戌": "戊戍", "亥": "玄", "卯": "卵印", "子": "于", "丑": "五", "辰": "晨", "寅": "演",
    "庚": "康", "辛": "幸",
}  # fmt: skip
_EVENTS = ("戊戌变法", "辛亥革命", "甲午战争", "辛丑条约", "庚子赔款", "癸卯学制", "戊戌政变")
_WEEK = "一二三四五六日"


def regnal(m: Maker) -> tuple[str, str]:
    title = m.pick(list(_REIGNS))
    first, length = _REIGNS[title]
    n = m.random.randint(2, length)
    west, count = first + n - 1, numerals.counting(n)
    form = m.pick(
        (
            "{t}{n}年（{w}年），{x}。", "{t}{n}年（公元{w}年）{x}。", "{w}年（{t}{n}年）{x}。",
            "清{t}{n}年（{w}）{x}。",
            "公元{w}年，即{t}{n}年，{x}。", "时在{t}{n}年春（{w}年），{x}，邑人称便。",
        )
    ).replace("清", "清" if first >= 1644 else "明")  # fmt: skip
    thing = m.pick(THINGS)

    def text(n: str, west: int) -> str:
        return form.format(t=title, n=n, w=m.year(west), x=thing)

    if m.random.random() < 0.7:
        return text(count, west), text(count, m.slipped(west))
    other = n
    while other == n or other < 1:
        other = n + m.random.choice((-10, -2, -1, 1, 2, 10))
    return text(count, west), text(numerals.counting(other), west)


def republic(m: Maker) -> tuple[str, str]:
    n = m.random.randint(2, 38)
    form = m.pick(("民国{n}年（{w}年）{x}。", "{w}年（民国{n}年）{x}。", "中华民国{n}年（公元{w}年），{x}。"))
    thing = m.pick(THINGS)
    right = form.format(n=m.number(n), w=m.year(1911 + n), x=thing)
    if m.random.random() < 0.6:
        return right, form.format(n=m.number(n), w=m.year(m.slipped(1911 + n)), x=thing)
    return right, form.format(n=m.number(m.slipped(n)), w=m.year(1911 + n), x=thing)


def beyond(m: Maker) -> tuple[str, str]:
    title = m.pick(list(_REIGNS))
    length = _REIGNS[title][1]
    form = f"{title}{{}}年，{m.pick(THINGS)}。"
    right = form.format(numerals.counting(m.random.randint(1, length)))
    return right, form.format(numerals.counting(length + m.random.randint(1, 9)))


def title(m: Maker) -> tuple[str, str]:
    pair = m.pick(_LIKE_TITLES.split())
    title, wrong = pair[:2], pair[2:]
    first, length = _REIGNS[title]
    n = m.random.randint(1, length)
    form = m.pick(("{d}{t}{n}年，{x}。", "{t}{n}年（{w}年），{x}。", "{d}{t}{n}年（{w}年）{x}。"))
    dynasty = "清" if first >= 1644 else "明"
    fields = {"d": dynasty, "n": numerals.counting(n), "w": m.year(first + n - 1), "x": m.pick(THINGS)}
    return form.format(t=title, **fields), form.format(t=wrong, **fields)


def cycle(m: Maker) -> tuple[str, str]:
    year = m.random.randint(1645, 1948)
    name = _STEMS[(year - 4) % 10] + _BRANCHES[(year - 4) % 12]
    title = next((t for t, (first, length) in _REIGNS.items() if first <= year < first + length), "")
    reign = (
        f"{title}{numerals.counting(year - _REIGNS[title][0] + 1)}年"
        if title
        else f"民国{numerals.counting(year - 1911)}年"
    )
    forms = (
        "{y}年（{c}），{x}。",
        "{c}年（{y}年）{x}。",
        "{r}（{c}），{x}。",
        "{r}{c}，{x}。",
        "{r}（{c}，{y}年），{x}。",
        "岁次{c}，{r}，{x}。",
    )
    form = m.pick(forms)
    fields = {"y": m.year(year), "r": reign, "x": m.pick(THINGS)}
    return form.format(c=name, **fields), form.format(c=_misread(m, name, forms.index(form) < 5), **fields)


def _misread(m: Maker, name: str, beside: bool) -> str:
    """The name with a character of like shape; where a year stands beside it, another name will do."""
    if beside and m.random.random() < 0.4:
        year = m.random.randrange(60)
        other = _STEMS[year % 10] + _BRANCHES[year % 12]
        return other if set(other) & set(name) else _misread(m, name, beside)
    places = [n for n, char in enumerate(name) if char in _LIKE]
    if not places:
        return name if not beside else _misread(m, name, beside)
    at = m.random.choice(places)
    return name[:at] + m.pick(_LIKE[name[at]]) + name[at + 1 :]


def alone(m: Maker) -> tuple[str, str]:
    name = m.pick(
        (
            "癸巳",
            "乙巳",
            "壬寅",
            "戊戌",
            "辛亥",
            "丁未",
            "己未",
            "壬申",
            "甲申",
            "辛酉",
            "庚午",
            "癸卯",
            "己巳",
            "壬辰",
        )
    )
    form = m.pick(
        ("{}年春，{x}。", "{}年正月，{x}。", "是岁{}科乡试，中式三人。", "岁在{}，{x}。", "{}年，{x}。")
    )
    thing = m.pick(THINGS)
    return form.format(name, x=thing), form.format(_misread(m, name, False), x=thing)


def event(m: Maker) -> tuple[str, str]:
    event = m.pick(_EVENTS)
    form = m.pick(("{}以后，风气渐开。", "自{}始，新学日兴。", "县志载{}事甚详。"))
    return form.format(event), form.format(_misread(m, event[:2], False) + event[2:])


def impossible(m: Maker) -> tuple[str, str]:
    year = m.random.randint(1950, 1989)
    form = m.pick(
        (
            "{y}年{m}月{d}日，召开会议。",
            "限于{m}月{d}日前报省政府。",
            "自{y}年{m}月{d}日起施行。",
            "{m}月{d}日，工程竣工。",
        )
    )

    def text(month: int, day: int) -> str:
        return form.format(y=m.year(year), m=m.number(month), d=m.number(day))

    month = m.random.choice((2, 4, 6, 9, 11))
    wrong = m.random.choice(((month, 31), (2, 30), (month, 32), (m.random.randint(13, 19), 5)))
    return text(month, m.random.randint(10, 27)), text(*wrong)


def weekday(m: Maker) -> tuple[str, str]:
    day = datetime.date(1920, 1, 1) + datetime.timedelta(days=m.random.randrange(25000))
    form = m.pick(
        (
            "{y}年{m}月{d}日（星期{w}），举行典礼。",
            "{y}年{m}月{d}日　星期{w}",
            "会议定于{y}年{m}月{d}日（星期{w}）上午九时召开。",
            "{y}年{m}月{d}日（周{w}）休会。",
        )
    )
    year = (
        f"民国{m.number(day.year - 1911)}"
        if day.year < 1949 and m.random.random() < 0.5
        else m.year(day.year)
    )

    def text(month: int, date: int, week: int) -> str:
        return form.format(y=year, m=m.number(month), d=m.number(date), w=_WEEK[week])

    right = text(day.month, day.day, day.weekday())
    return right, text(day.month, day.day, (day.weekday() + m.random.randint(1, 6)) % 7)


def span(m: Maker) -> tuple[str, str]:
    first = m.random.randint(1950, 1980)
    last = first + m.random.randint(1, 8)
    form = m.pick(
        ("{a}年至{b}年，累计造林三万亩。", "{a}—{b}年，工业连年增产。", "自{a}年到{b}年为试办时期。")
    )
    return form.format(a=m.year(first), b=m.year(last)), form.format(a=m.year(last), b=m.year(first))


def document(m: Maker) -> tuple[str, str]:
    year, serial = m.random.randint(1979, 1995), m.random.randint(1, 99)
    month, day = m.random.randint(4, 12), m.random.randint(1, 28)
    signed = f"云山省人民政府\n{m.year(year)}年{m.number(month)}月{m.number(day)}日"
    form = f"云政发〔{{}}〕{serial}号\n{m.pick(ACTS)}\n{signed}"
    other = year
    while other == year:
        other = 1900 + m.slipped(year - 1900)
    return form.format(year), form.format(other)
