"""Chinese numerals and whole numbers, both ways.

Two systems stand side by side in the material: counting (一百零三) and digit by digit (一九八七).
The nought has many printed forms, and recognition adds more; all of them are read.
"""

from __future__ import annotations

from itertools import pairwise

ZEROS = "〇○◯零Ｏ０O0"  # the letter O is what recognition makes of a round nought
_PLAIN = "零一二三四五六七八九"
_COUNTING = {
    **{char: value for value, char in enumerate(_PLAIN)},
    **{char: value for value, char in enumerate("零壹贰叁肆伍陆柒捌玖")},
    **dict.fromkeys("〇○◯", 0),
    "壱": 1, "弌": 1, "貳": 2, "贰": 2, "两": 2, "兩": 2, "叄": 3, "參": 3, "陸": 6,
}  # fmt: skip
_DIGITS = {**_COUNTING, **dict.fromkeys(ZEROS, 0), **{chr(0xFF10 + n): n for n in range(10)}}
_DIGITS.update({str(n): n for n in range(10)})
_TENS = {"十": 10, "拾": 10, "什": 10, "廿": 20, "卄": 20, "卅": 30, "卌": 40}
_UNITS = {"百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_CHINESE = {**_COUNTING, **_TENS, **_UNITS, **_MYRIADS}

LIMIT = 10**12
CLASS = "".join(sorted({*_DIGITS, *_CHINESE}))  # for a character class of `re`: what a numeral may hold


def value(text: str) -> int | None:
    """The whole number a numeral stands for, in either system or in Arabic digits; None where it is none."""
    if not text:
        return None
    if all(char in _DIGITS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text)) if _is_number(text) else None
    if all(char in _CHINESE for char in text):
        return _counted(text)
    return None


def counting(number: int) -> str:
    """The counting form, 103 -> 一百零三.

    Raises:
        ValueError: below 0 or from a million millions on.
    """
    if not 0 <= number < LIMIT:
        raise ValueError(f"no counting form for {number}")
    if number == 0:
        return "零"
    written = _groups(number)
    return written[1:] if written.startswith("一十") else written


def positional(number: int) -> str:
    """The digits one by one, 1987 -> 一九八七, with 〇 for nought.

    Raises:
        ValueError: below 0.
    """
    if number < 0:
        raise ValueError(f"no digits for {number}")
    return "".join("〇" if digit == "0" else _PLAIN[int(digit)] for digit in str(number))


def _is_number(text: str) -> bool:
    return not all(char in "OＯ○◯" for char in text)  # a row of circles alone marks an omission


def _counted(text: str) -> int | None:
    total, part = 0, text
    for sign in ("亿億", "万萬"):
        cut = max(part.rfind(char) for char in sign)
        if cut < 0:
            continue
        head = _counted(part[:cut]) if sign == "亿億" else _below_myriad(part[:cut])
        if not head:
            return None
        total += head * _MYRIADS[part[cut]]
        part = part[cut + 1 :]
    rest = _below_myriad(part) if part else 0
    return None if rest is None else total + rest


def _below_myriad(text: str) -> int | None:
    """Digits before units that grow smaller from left to right; None where the order is broken."""
    steps = _steps(text)
    if steps is None or not steps:
        return None
    units = [unit for _, unit in steps]
    if any(left <= right for left, right in pairwise(units)):
        return None
    return sum(amount for amount, _ in steps)


def _steps(text: str) -> list[tuple[int, int]] | None:
    """(amount, unit) for every step: 二百零三 -> (200, 100), (3, 1)."""
    steps: list[tuple[int, int]] = []
    digit: int | None = None
    for char in text:
        if char in _COUNTING:
            if digit:  # two digits in a row are no counting form
                return None
            digit = _COUNTING[char]
            continue
        unit = 10 if char in _TENS else _UNITS.get(char, 0)
        if not unit or (digit and _TENS.get(char, 10) != 10):
            return None
        steps.append(((digit or 1) * _TENS.get(char, unit), unit))
        digit = None
    if digit:
        steps.append((digit, 1))
    return steps or ([(0, 1)] if digit == 0 else None)


def _groups(number: int) -> str:
    """Groups of four digits, each under its myriad; 零 wherever a place is skipped."""
    high, low = divmod(number, 10**8)
    middle, low = divmod(low, 10**4)
    written, gap = "", False
    for group, sign in ((high, "亿"), (middle, "万"), (low, "")):
        if not group:
            gap = bool(written)
            continue
        if written and (gap or group < 1000):
            written += "零"
        written += _group(group) + sign
        gap = False
    return written


def _group(number: int) -> str:
    written, gap = "", False
    for unit, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if not digit:
            gap = bool(written)
            continue
        written += ("零" if gap else "") + _PLAIN[digit] + sign
        gap = False
    return written
