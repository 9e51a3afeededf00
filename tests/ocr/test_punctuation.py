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


def test_a_dot_that_ends_a_line_or_a_quotation_may_be_a_full_stop() -> None:
    end = spots(("利", 0.99, ()), ("·", 0.7, (("。", 0.05),)))
    quoted = spots(("的", 0.99, ()), ("·", 0.7, (("。", 0.05),)), ("”", 0.9, ()))
    assert [reweigh(line)[1].text for line in (end, quoted)] == ["。", "。"]


def test_the_dashes_beside_a_folio_are_dashes_and_those_of_words_and_ranges_stay() -> None:
    hyphen = ("-", 0.84, (("—", 0.12),))
    folio = reweigh(spots(hyphen, ("1", 0.99, ()), hyphen))
    assert "".join(spot.text for spot in folio) == "—1—"
    for before, after in (("1", "2"), ("a", "b"), ("a", "人")):
        line = spots((before, 0.99, ()), hyphen, (after, 0.99, ()))
        assert reweigh(line) == line


def test_the_brackets_around_the_year_of_a_number_are_those_of_document_numbers() -> None:
    opened, closed = ("[", 0.82, (("〔", 0.14),)), ("]", 0.54, (("〕", 0.37),))
    digits = [(digit, 0.99, ()) for digit in "1977"]
    number = reweigh(spots(("发", 0.99, ()), opened, *digits, closed, ("1", 0.99, ())))
    assert "".join(spot.text for spot in number) == "发〔1977〕1"
    reference = spots(("见", 0.99, ()), opened, ("1", 0.99, ()), closed)
    assert reweigh(reference) == reference


def test_a_degree_after_han_is_a_full_stop_where_that_is_likely_at_all() -> None:
    degree = ("°", 0.8, (("。", 0.1),))
    assert [reweigh(spots((before, 0.99, ()), degree))[1].text for before in "三3"] == ["。", "°"]
