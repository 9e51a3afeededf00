from pipeline.ocr.words import COMPOUND, KNOWN, Words

WORDS = Words({"Haus", "meister", "Regierung", "und"}, ["Xanten", "Xanten", "Yburg"])


def test_a_listed_word_outweighs_a_compound_and_that_a_string() -> None:
    assert WORDS.weigh("Haus") == KNOWN
    assert WORDS.weigh("Hausmeister") == COMPOUND
    assert WORDS.weigh("Regierungſhaus") == COMPOUND  # with a linking s, the second noun small
    assert WORDS.weigh("Hawlmeiſter") == 0


def test_a_capital_at_the_beginning_does_not_hide_a_word() -> None:
    assert WORDS.weigh("Und") == KNOWN
    assert WORDS.weigh("uNd") < 0


def test_a_word_that_stands_elsewhere_on_the_page_weighs_more() -> None:
    assert WORDS.weigh("Xanten") > WORDS.weigh("Yburg") == WORDS.weigh("Zburg") == 0


def test_short_words_prove_little() -> None:
    assert 0 < Words({"in"}, ()).weigh("in") < KNOWN / 2
