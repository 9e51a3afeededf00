"""Stretches found again: against a slow reference, and where both ways are open."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from pipeline.proof.editpath import Segment, spans

keys = st.lists(st.sampled_from("人民"), max_size=4).map(tuple)
forks = st.builds(Segment, keys, keys)
plain = st.sampled_from("人民大").map(lambda key: Segment((key,)))


def way(*segments):
    return [Segment((each,)) if isinstance(each, str) else Segment(*map(tuple, each)) for each in segments]


def test_the_old_reading_the_new_one_and_a_wrong_one_are_found_alike():
    path = way("灵", ("魂", "动"), "深")
    for text in ("灵动深", "灵魂深", "灵云深"):
        assert spans(text, path)[1] == (1, 2)


def test_of_two_like_characters_the_one_put_in_is_the_one_that_is_missing():
    path = way("众", "人", ("人", ""), "民")
    assert spans("众人民", path)[2] == (2, 2)
    assert spans("众人人民", path)[2] == (2, 3)


def test_what_was_struck_out_is_struck_out_again_as_it_comes():
    path = way("众", "人", ("", "人"), "民")
    assert spans("众人人民", path)[2] == (2, 3)
    assert spans("众人民", path)[2] == (2, 2)
    assert spans("众人入民", path)[2] == (2, 3)


def test_what_lies_beside_a_stretch_does_not_belong_to_it():
    assert spans("灵魂最深", way("灵", ("魂", "动"), "深"))[1] == (1, 2)


@given(st.lists(st.sampled_from("人民大"), max_size=8), st.lists(plain | forks, max_size=5))
def test_spans_are_in_order_and_inside(text, path):
    found = spans(text, path)
    assert len(found) == len(path)
    ends = [0, *(end for span in found for end in span), len(text)]
    assert ends == sorted(ends)


@given(st.lists(forks | plain, max_size=5), st.data())
def test_a_text_that_is_one_of_the_ways_is_read_as_such(path, data):
    ways = [data.draw(st.sampled_from([s.after, s.was or s.after])) for s in path]
    text = [key for each in ways for key in each]
    found = spans(text, path)
    read = [tuple(text[start:stop]) for start, stop in found]
    choices = [{segment.after, segment.was or segment.after} for segment in path]
    assert any(list(whole) == read for whole in product(*choices))
    assert sum(len(each) for each in read) == len(text)
