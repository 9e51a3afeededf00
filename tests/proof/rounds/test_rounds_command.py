"""The rounds by the command line: four rounds of three proofs and three reviews, by three people."""

import json

from rounds_work import (
    ISSUE,
    PAGES,
    STEPS,
    choosing,
    edition,
    gazette,
    mine,
    person_of,
    put,
    saved,
    signed,
    text,
    typing,
)


def test_an_issue_goes_through_all_steps(workspace, files, capsys):
    assert len(STEPS) == 24
    first = saved(workspace, files, "王芳", "scan.proof1", *choosing(workspace, "p0002", "魂", "厦"))
    assert gazette(workspace, "decide", first) == 0
    signed(workspace, *STEPS[:8])
    third = saved(workspace, files, "陈静", "layout.proof3", typing(workspace, "p0001", "三", "叁"))
    assert gazette(workspace, "decide", third) == 0
    signed(workspace, *STEPS[8:18])
    assert gazette(workspace, "assign", "--step", "rotation", "--as", "陈静") == 0
    for step in STEPS[18:]:
        for page in PAGES:
            person = person_of(workspace, page, capsys)
            assert gazette(workspace, "sign", step, "--page", page, "--as", person) == 0
    capsys.readouterr()
    assert gazette(workspace, "rounds") == 0
    assert "p0001–p0002  24/24 all steps signed" in capsys.readouterr().out
    assert gazette(workspace, "verify") == 0
    assert text(edition(workspace, "p0002")) == "灵魂深处|安得广厦千万间"
    assert "叁" in text(edition(workspace, "p0001"))


# Returned and spot-checked


def test_a_page_sent_back_goes_through_its_steps_again(workspace, capsys):
    signed(workspace, *STEPS[:3])
    back = ("--page", "p0002", "--reason", "第二栏漏行", "--as", "王芳")
    assert gazette(workspace, "return", "scan.first", *back, "--to", "scan.proof2") == 0
    capsys.readouterr()
    gazette(workspace, "rounds")
    said = capsys.readouterr().out
    assert "p0001        3/24 scan.first (扫描识别校对 初审)" in said
    assert "p0002        1/24 scan.proof2 (扫描识别校对 二校)" in said
    assert "returned by 王芳: 第二栏漏行" in said
    for step, person in (("scan.proof2", "李明"), ("scan.proof3", "陈静")):
        assert gazette(workspace, "sign", step, "--page", "p0002", "--as", person) == 0
    signed(workspace, "scan.first")
    assert gazette(workspace, "verify") == 0


def test_a_page_that_is_done_is_opened_again_by_a_review(workspace, refused, capsys):
    signed(workspace, *STEPS[:9])
    back = ("scan.final", "--page", "p0001", "--to", "scan.second", "--reason", "标题有误")
    refused("return", *back, "--as", "赵六", told="赵六 is not among the people")
    refused("return", "layout.second", *back[1:], "--as", "王芳", told="stands at layout.first")
    assert gazette(workspace, "return", *back, "--as", "王芳") == 0
    capsys.readouterr()
    gazette(workspace, "rounds")
    said = capsys.readouterr().out
    assert "p0001        4/24 scan.second" in said
    assert "p0002        9/24 layout.first" in said


def test_a_spot_check_draws_the_same_lines_and_signs_or_returns(workspace, capsys):
    signed(workspace, *STEPS[:3])
    said = []
    for _ in range(2):
        capsys.readouterr()
        assert gazette(workspace, "spot", "scan.first", "--page", "p0002") == 0
        said.append(capsys.readouterr().out)
    assert said[0] == said[1]
    assert "p0002: 1 line" in said[0]
    good = ("--page", "p0001", "--wrong", "0", "--as", "王芳")
    bad = ("--page", "p0002", "--wrong", "2", "--as", "王芳")
    assert gazette(workspace, "spot", "scan.first", *good) == 0
    assert gazette(workspace, "spot", "scan.first", *bad) == 0
    capsys.readouterr()
    gazette(workspace, "rounds")
    said = capsys.readouterr().out
    assert "p0001        4/24 scan.second" in said
    assert "p0002        0/24 scan.proof1" in said
    assert "spot-check: 2 wrong characters in 1 lines" in said


# Blind proofs, other engines


def test_a_blind_proof_does_not_see_the_one_before_it(workspace, files):
    assert gazette(workspace, "decide", mine(workspace, files)) == 0
    signed(workspace, "scan.proof1")
    assert text(edition(workspace, "p0002", shown=False)) == "灵魂深处|安得广厦千万间"
    assert text(edition(workspace, "p0002")) == "灵动深处|安得广厦千万间"
    other = saved(workspace, files, "李明", "scan.proof2", *choosing(workspace, "p0002", "动", "厦"))
    assert gazette(workspace, "decide", other) == 0
    assert edition(workspace, "p0002") != edition(workspace, "p0002", shown=False)
    signed(workspace, "scan.proof2")
    found = edition(workspace, "p0002")
    assert found == edition(workspace, "p0002", shown=False)
    assert [app.lemma for app in found.apps if app.reasons[0] == "people-disagree"] == ["动"]
    third = saved(workspace, files, "陈静", "scan.proof3", *choosing(workspace, "p0002", "魂"))
    assert gazette(workspace, "decide", third) == 0
    assert [a for a in edition(workspace, "p0002").apps if "people-disagree" in a.reasons] == []
    assert len(json.loads(workspace.standing(ISSUE, "p0002").read_bytes())["record"]["carriers"]) == 1
    assert gazette(workspace, "verify") == 0


def test_a_run_with_another_engine_keeps_every_decision(workspace, files):
    given = (*choosing(workspace, "p0002", "魂", "夏"), typing(workspace, "p0002", "千万", "萬"))
    assert gazette(workspace, "decide", saved(workspace, files, "王芳", "scan.proof1", *given)) == 0
    signed(workspace, "scan.proof1", "scan.proof2")
    for page in PAGES:
        for sigil in ("P6", "P4"):
            workspace.witness(ISSUE, page, sigil).unlink()
    put(workspace, "p0002", "T", "灵云|深处", "安|得厂厦千|万间", layout="r07")
    assert gazette(workspace, "proof") == 0
    found = edition(workspace, "p0002")
    assert text(found).replace("|", "") == "灵魂深处安得厂夏萬间"
    assert [app.lemma for app in found.apps if app.by == "log:1" and app.lemma] == ["魂", "夏", "萬"]
    assert found.sigils == ("T",)
    assert gazette(workspace, "verify") == 0
