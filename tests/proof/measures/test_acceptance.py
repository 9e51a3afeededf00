"""A sample out and in, and what is made of it."""

from dataclasses import replace

import pytest

from pipeline import codec
from pipeline.proof.measures.acceptance import Demands, Judgement, Standings, judge
from pipeline.proof.measures.sample import (
    ForeignSampleError,
    Sample,
    SampleLine,
    from_text,
    id_of,
    to_text,
)
from pipeline.proof.measures.schemes import JOURNAL
from pipeline.text.visible import visible

READY = Standings(0, 0, 0, 0)
LINES = tuple(SampleLine(f"p{n // 10:04}", f"l{n:03}", "关于加强粮食征购工作的通知") for n in range(100))
SAMPLE = Sample("1987-03", (("p0000", "9f"),), "1987-03", 1_300, 0, 0.002, 0.95, LINES)
DEMANDS = Demands(JOURNAL)
READ = tuple(line.text for line in LINES)


def verdict(sample=SAMPLE, read=READ, standings=READY, demands=DEMANDS):
    return judge(sample, read, standings, demands)


def test_a_sample_without_error_passes():
    found = verdict()
    assert found.passes
    assert (found.characters, found.errors.edits, found.good_pages, found.pages) == (1_300, 0, 10, 10)


def test_an_error_too_many_refuses_with_every_reason():
    read = ("关于加强粮食征购工作的通告", *READ[1:])
    found = verdict(read=read)
    assert not found.passes
    assert [reason.split(",")[0] for reason in found.reasons] == [
        "1 errors in the sample",
        "9 of 10 sampled pages are without error",
        "the official rate is 7.69 in 10",
    ]
    assert [(fault.wanted, fault.found, fault.line) for fault in found.faults] == [("告", "知", "l000")]


@pytest.mark.parametrize(
    ("standings", "reason"),
    [
        (Standings(3, 0, 0, 0), "3 places are open"),
        (Standings(0, 1, 0, 0), "1 findings tell of something lost"),
        (Standings(0, 0, 2, 0), "2 pages have no settled text"),
        (Standings(0, 0, 0, 24), "24 steps of the rounds are not signed"),
    ],
)
def test_what_is_not_ready_is_refused_however_good_the_sample(standings, reason):
    assert verdict(standings=standings).reasons == (reason,)


def test_a_sample_that_is_too_small_proves_too_little():
    small = replace(SAMPLE, population=100_000, bound=0.0001)
    assert any("proves no more than" in reason for reason in verdict(small).reasons)
    assert any("of the text, 5% is demanded" in reason for reason in verdict(small).reasons)


def test_errors_that_come_together_prove_less():
    heaped = ("全不同的另一段文字在这里哦啊", *READ[1:])
    assert verdict(replace(SAMPLE, allowed=20), read=heaped).effect > 3


def test_a_record_survives_the_disk():
    found = verdict(read=("关于", *READ[1:]))
    assert codec.load(codec.dump(found), Judgement, "x") == found


# The file


def test_what_goes_out_comes_back():
    assert from_text(to_text(SAMPLE), SAMPLE) == READ
    mended = to_text(SAMPLE).replace("通知", "通告", 1).replace("\n", "\r\n")
    assert from_text("\ufeff" + mended, SAMPLE)[0] == "关于加强粮食征购工作的通告"


def without(text, number):
    lines = text.splitlines()
    del lines[number]
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda text: without(text, 0), "was the first line taken out"),
        (lambda text: without(text, 7), "1 of 100 lines are gone, the first is p0000 l003"),
        (lambda text: text.replace("p0000 l003\t", ""), "line 8 has lost its id"),
        (lambda text: text.replace("l003\t", "l004\t"), "p0000 l004 is there twice"),
        (lambda text: text.replace("l003\t", "m003\t"), "lines are gone"),
        (lambda text: text + "p0099 l999\t多", "p0099 l999 was not drawn"),
        (lambda text: text.replace(id_of(SAMPLE), "0" * 12), "it is sample 000000000000"),
        (lambda text: "", "does not begin as a sample"),
    ],
)
def test_another_file_is_refused_with_what_is_wrong(change, message):
    with pytest.raises(ForeignSampleError, match=message):
        from_text(change(to_text(SAMPLE)), SAMPLE)


def test_the_id_changes_with_anything_drawn():
    assert id_of(SAMPLE) == id_of(replace(SAMPLE))
    for change in ({"seed": "x"}, {"allowed": 1}, {"lines": LINES[1:]}, {"states": ()}):
        assert id_of(replace(SAMPLE, **change)) != id_of(SAMPLE)


def test_a_line_stays_a_line():
    assert visible("公\t报\u2028\u202e") == "公\ufffd报\ufffd\ufffd"
