"""Settled text that is mixed in: drawn fairly, and like a doubt in all that is shown."""

from dataclasses import replace

from made_editions import made, settled

from pipeline.model import Reading
from pipeline.proof.controls import controls, is_agreed, is_control
from pipeline.text.graphemes import graphemes

TEXT = "经研究同意该县关于修建水库的报告"


def places(apps):
    return [(app.line, app.start) for app in apps]


def test_every_settled_character_has_the_same_chance():
    drawn = controls(made(*[TEXT] * 400), 0.1)
    assert 0.08 * 6400 < len(drawn) < 0.12 * 6400
    at = [sum(app.start == n for app in drawn) for n in range(16)]
    assert min(at) > 15
    assert all(is_control(app.id) for app in drawn)
    assert len({app.id for app in drawn}) == len(drawn)
    assert not any(app.settled or app.by for app in drawn)


def test_a_greater_share_draws_the_same_and_more():
    edition = made(*[TEXT] * 100)
    assert set(places(controls(edition, 0.02))) < set(places(controls(edition, 0.1)))
    assert len(controls(edition, 1.0)) == 1600
    assert controls(edition, 0.0) == ()


def test_what_was_decided_elsewhere_does_not_change_the_draw():
    edition = made(*[TEXT] * 100)
    (region,) = edition.regions
    first = region.lines[0]
    mended = replace(first, glyphs=(replace(first.glyphs[0], text="轻"), *first.glyphs[1:]))
    later = replace(edition, regions=(replace(region, lines=(mended, *region.lines[1:])),))
    far = [place for place in places(controls(edition, 0.2)) if place[0] != first.id or place[1] > 2]
    assert [p for p in places(controls(later, 0.2)) if p[0] != first.id or p[1] > 2] == far


def test_open_and_decided_places_are_not_drawn_and_what_a_rule_settled_is():
    shown = places(controls(made(*["公{报|抱}"] * 50), 1.0))
    assert {start for _, start in shown} == {0}
    decided = settled(made(*["公{报|抱}"] * 50), by="log:3")
    assert {start for _, start in places(controls(decided, 1.0))} == {0}
    by_rule = settled(made("令{，|,}行"), by="rule")
    assert {app.lemma for app in controls(by_rule, 1.0)} == {"令", "，", "行"}
    assert all(is_agreed(app) for app in controls(by_rule, 1.0))


def test_a_difference_that_evidence_settled_is_drawn_with_its_readings():
    (drawn,) = (app for app in controls(settled(made("灵{魂|动}深处"), by="evidence"), 1.0) if app.start == 1)
    assert [reading.text for reading in drawn.readings] == ["魂", "动"]
    assert drawn.reasons == ("disagreement", "change")
    assert not drawn.settled


def test_blanks_and_signs_for_missing_characters_are_not_drawn():
    assert [app.lemma for app in controls(made("公 〓报"), 1.0)] == ["公", "报"]


def test_it_offers_as_many_proposals_as_a_doubt_of_the_page():
    edition = made(*["{末}" + "未" * 30] * 20)
    assert {len(app.readings) for app in controls(edition, 1.0)} == {1}
    apps = tuple(
        replace(app, readings=(*app.readings, Reading("未", (), 0.2), Reading("术", (), 0.1)))
        for app in edition.apps
    )
    offering = controls(replace(edition, apps=apps), 1.0)
    assert {len(app.readings) for app in offering} == {3}
    assert all(not reading.sigils for app in offering for reading in app.readings[1:])
    assert all(reading.text not in ("", app.lemma) for app in offering for reading in app.readings[1:])


def test_clusters_are_drawn_whole():
    assert [app.lemma for app in controls(made("e\u0301末"), 1.0)] == list(graphemes("e\u0301末"))
