from pipeline.ocr.ctc import Spot
from pipeline.ocr.punctuation import reweigh


def spots(*readings: tuple[str, float, tuple[tuple[str, float], ...]]) -> tuple[Spot, ...]:
    return tuple(Spot(text, n / 10, n / 10 + 0.1, p, others) for n, (text, p, others) in enumerate(readings))


def test_a_dot_in_running_text_that_may_be_a_comma_is_one() -> None:
    line = spots(("况", 0.99, ()), ("·", 0.62, (("，", 0.02),)), ("国", 0.99, ()))
    (mark,) = reweigh(line)[1:2]
    assert mark.text == "，"
    assert mark.alternatives[0][0] == "·"


def test_a_certain_dot_stays() -> None:
    line = spots(("罗", 0.99, ()), ("·", 0.998, (("，", 0.001),)), ("马", 0.99, ()))
    assert reweigh(line)[1].text == "·"


def test_a_dot_beside_a_digit_stays() -> None:
    line = spots(("1", 0.99, ()), ("·", 0.6, (("，", 0.3),)), ("2", 0.99, ()))
    assert reweigh(line) == line
