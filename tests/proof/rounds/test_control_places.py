"""A control place on its way: from the report by `gazette decide` to `gazette quality`."""

import json
import re
from html import unescape

import pytest
from rounds_work import ISSUE, PEOPLE, edition, gazette, in_process, make, saved, text

from pipeline.proof.controls import is_control
from pipeline.proof.decisions import Act, Decision
from pipeline.proof.rounds.store import Store

EVERY = "[proof]\ncontrol_share = 1.0\n"
_DATA = re.compile(r'<script type="application/json" id="data">(.*?)</script>', re.DOTALL)


@pytest.fixture
def work(tmp_path, monkeypatch):
    in_process(monkeypatch)
    return make(tmp_path / "work", PEOPLE + EVERY)


@pytest.fixture
def handed_in(tmp_path):
    folder = tmp_path / "handed-in"
    folder.mkdir()
    return folder


def asked(workspace, page):
    """The places of a page as its report asks about them."""
    report = (workspace.report(ISSUE) / "index.html").read_text("utf-8")
    found = _DATA.search(report)
    assert found
    data = json.loads(unescape(found[1]))
    return [(one, data["lines"][page][one["line"]][0]) for one in data["places"] if one["page"] == page]


def decision(one, line, word, act=Act.CHOOSE):
    place = (one["start"], one["stop"], one["lemma"])
    return Decision(one["page"], one["app"], line, *place, word, act)


def test_settled_text_is_shown_decided_kept_and_measured(work, handed_in, capsys):
    shown = asked(work, "p0002")
    drawn = [(one, line) for one, line in shown if is_control(one["app"])]
    assert len(drawn) > 3
    (wide, own), *rest = drawn
    decisions = [decision(one, line, one["lemma"]) for one, line in rest]
    decisions.append(decision(wide, own, "灸", Act.TYPE))
    file = saved(work, handed_in, "王芳", "scan.proof1", *decisions)
    assert gazette(work, "decide", file) == 0
    entry = Store(work, ISSUE).entries()[-1]
    assert entry.fact("decisions") == str(len(decisions))
    whole = edition(work, "p0002", shown=False)
    by_people = [app for app in whole.apps if app.by == f"log:{entry.seq}"]
    assert len(by_people) == len(decisions)
    assert "灸" in text(whole)
    capsys.readouterr()
    assert gazette(work, "quality", "--json") == 0
    (found,) = json.loads(capsys.readouterr().out)
    control = found["control"]
    assert (control["places"], control["wrong"]) == (len(decisions), 1)
    assert 0 < control["share"]["low"] < 1 / len(decisions) < control["share"]["high"]
    assert found["settled"] > 0
    assert gazette(work, "quality") == 0
    assert "errors" in capsys.readouterr().out.split("shown unmarked")[1]


def test_what_a_control_place_proposes_can_be_chosen(work, handed_in):
    one, line = next((o, where) for o, where in asked(work, "p0001") if is_control(o["app"]))
    file = saved(work, handed_in, "王芳", "scan.proof1", decision(one, line, "末"))
    assert gazette(work, "decide", file) == 0


def test_what_one_has_looked_at_is_not_drawn_again(work, handed_in):
    first = [(o, where) for o, where in asked(work, "p0001") if is_control(o["app"])]
    (work.config).write_text(f'[work]\ntitle = "公报"\n{EVERY}', "utf-8")  # no blind second proof
    file = saved(work, handed_in, "王芳", "", *(decision(o, where, o["lemma"]) for o, where in first))
    assert gazette(work, "decide", file) == 0
    assert not [one for one, _ in asked(work, "p0001") if is_control(one["app"])]


def test_a_share_of_nothing_shows_open_places_only(work):
    (work.config).write_text(f'[work]\ntitle = "公报"\n{PEOPLE}[proof]\ncontrol_share = 0.0\n', "utf-8")
    assert gazette(work, "proof") == 0
    opened = [app.id for app in edition(work, "p0001").apps if not app.settled]
    assert [one["app"] for one, _ in asked(work, "p0001")] == opened
