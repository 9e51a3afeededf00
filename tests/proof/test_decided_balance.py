"""The balance of what people decided: who decided, who was overruled, what is lost."""

from deciding import decide, edition, place
from proof_witnesses import boxed

from pipeline.model import Severity
from pipeline.proof.balance import balance


def entries(sheet):
    return {(entry.sigil, entry.thing): entry for entry in sheet.entries}


def test_the_balance_says_who_decided_and_who_was_overruled():
    read = boxed("P6", "灵动深处")
    before = edition(read)
    person = decide(before, place(before, 1, 1, 2, "魂"), entry=17)
    sheet = balance((read,), edition(read, people=[person]), [person])
    assert sheet.balanced
    assert sheet.people == (("log:17", "王芳"),)
    assert entries(sheet)["log:17", "decisions"].accounted == (("text", 1),)
    engine = entries(sheet)["P6", "characters"]
    assert (dict(engine.accounted), engine.decided) == ({"text": 3, "decided": 1}, (("log:17", 1),))


def test_what_people_disagree_on_is_accounted_for_as_open():
    read = boxed("P6", "灵动深处")
    before = edition(read)
    people = [
        decide(before, place(before, 1, 1, 2, text), entry=n, actor=name)
        for n, (text, name) in enumerate((("魂", "王芳"), ("魄", "李明")), 1)
    ]
    found = entries(balance((read,), edition(read, people=people), people))
    assert found["log:1", "decisions"].accounted == (("open", 1),)
    assert found["log:2", "decisions"].accounted == (("open", 1),)


def test_a_decision_that_the_edition_has_nowhere_is_a_loss():
    read = boxed("P6", "灵动深处")
    before = edition(read)
    person = decide(before, place(before, 1, 1, 2, "魂"), entry=17)
    sheet = balance((read,), before, [person])
    assert not sheet.balanced
    (finding,) = sheet.findings
    assert (finding.code, finding.severity) == ("lost-decision", Severity.LOSS)
    assert "王芳 put 「魂」 on this page (log:17)" in finding.message


def test_engines_keep_their_own_text_where_one_decision_covers_several_places():
    """What each had over all of the places is one reading, and none that nobody had is made up."""
    before = edition(boxed("P6", "人人会人"))
    person = decide(before, place(before, 1, 0, 3))
    after = edition(boxed("P6", "人人会人"), boxed("P4", "人会人人"), people=[person])
    readings = {r.text: r.sigils for app in after.apps if app.by == "log:1" for r in app.readings}
    assert readings == {"": ("log:1",), "人人会": ("P6",), "人会人": ("P4",)}
