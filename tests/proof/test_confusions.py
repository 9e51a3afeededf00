"""The table of confusable shapes grows from corrections."""

from pipeline import codec
from pipeline.proof.confusions import Confusions, Row, corrections, learned
from pipeline.proof.decisions import Act, Decision, DecisionFile
from pipeline.text.kinds import Kind, classify


def decided(lemma, text, number=1, act=Act.TYPE, start=3):
    line = f"p0001_r01_l{number:02d}"
    return Decision("p0001", f"{line}_a01", line, start, start + len(lemma), lemma, text, act)


def table(*decisions, issue="1987-03"):
    return learned(corrections([DecisionFile(issue, "", "王芳", "", (), decisions)]))


def test_what_is_corrected_twice_becomes_a_row_whichever_way():
    found = table(decided("缺", "缼", 1), decided("某缼", "某缺", 2))
    assert found.rows == (Row("缺缼", 2, ("1987-03 p0001_r01_l01 3", "1987-03 p0001_r01_l02 4")),)
    assert classify("缺", "缼", found.table) is Kind.CONFUSABLE


def test_once_is_no_rule_and_one_place_counts_once():
    assert table(decided("魂", "动")).rows == ()
    assert table(decided("魂", "动"), decided("魂", "动")).rows == ()


def test_what_the_table_has_and_what_is_no_matter_of_shape_is_left_out():
    known = [decided("末", "未", n) for n in range(3)]
    forms = [decided("國", "国", n) for n in range(3)]
    widths = [decided(",", "，", n) for n in range(3)]
    longer = [decided("第三", "第十三", n) for n in range(3)]
    assert table(*known, *forms, *widths, *longer).rows == ()


def test_only_what_a_person_read_counts():
    unread = [decided("魂", "动", n, Act.SKIP) for n in range(3)]
    gone = [decided("魂", "动", n, Act.UNREADABLE) for n in range(3)]
    assert table(*unread, *gone).rows == ()
    assert table(*[decided("魂", "动", n, Act.SIC) for n in range(3)]).table == ("动魂",)


def test_the_most_frequent_comes_first_and_it_can_be_kept():
    found = table(
        *[decided("甲", "申甲"[0], n) for n in range(2)], *[decided("魂", "动", n) for n in range(9)]
    )
    assert found.table[0] == "动魂"
    assert found.rows[0].count == 9
    assert len(found.rows[0].places) == 5
    assert codec.load(codec.dump(found), Confusions, "") == found


def test_rows_written_by_hand_are_kept_and_struck_out_ones_stay_out():
    found = corrections(
        [
            DecisionFile(
                "1987-03",
                "",
                "王芳",
                "",
                (),
                tuple(decided(*pair, n) for pair in (("魂", "动"), ("缺", "缼")) for n in (1, 2)),
            )
        ]
    )
    found = learned(found, Confusions((), ("曰甴",), ("缼缺",)))
    assert found.table == ("曰甴", "动魂")
    assert found.never == ("缼缺",)
