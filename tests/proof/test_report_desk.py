"""The report in a real browser: worked by keys alone, from disk, without a network."""

import json
from dataclasses import replace

import pytest
from chromium import Chromium
from made_editions import made
from proof_witnesses import PAGE, clean_page

from pipeline.model import Master, Reading
from pipeline.proof.controls import is_control
from pipeline.proof.decisions import state_of
from pipeline.proof.pageview import page_view
from pipeline.proof.report import Heading, render

MASTER = Master(PAGE, "p0001.tif", 0, "TIFF", "1.tif", "0" * 64, 2000, 9000, 300.0)
EVIL = "<script>window.hit=1</script><img src=x onerror=window.hit=2>"
STEPS = (("scan.proof1", "扫描识别校对 一校", "scan, first proof"),)
NAME = "王芳"


def page_of(lines, evil=""):
    """An edition with an open place in every line: 末 against 未."""
    return made(*(f"{evil}第{n % 10}处{{末|未}}来可期" for n in range(lines)))


def written(folder, edition):
    path = folder / "index.html"
    view = page_view(MASTER, clean_page(height=9000), edition, ())
    path.write_bytes(render(Heading("政报", "1987-03", (), STEPS), [view]))
    return path


def give_name(browser):
    """Answers the question that comes before the first decision; the step is the second in the list."""
    browser.run("byId('step').value = 'scan.proof1'")
    browser.type(NAME)
    browser.press("Enter")
    settle(browser)


def settle(browser):
    """Until what was asked of the page has been done."""
    browser.run("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")


def found(browser):
    return json.loads(browser.run("JSON.stringify([...desk.store.found.values()])"))


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    with Chromium(downloads=tmp_path_factory.mktemp("downloads")) as running:
        yield running


@pytest.fixture
def desk(browser, tmp_path):
    """A report of 25 places, opened anew."""
    edition = page_of(25)
    browser.events.clear()
    browser.open(written(tmp_path, edition))
    assert browser.faults() == []
    yield browser
    assert browser.faults() == []
    browser.run("localStorage.clear()")


def test_twenty_places_are_settled_by_keys_alone_and_the_file_says_so(desk):
    desk.press("1")
    give_name(desk)
    desk.press(*"2212122121212")  # 14 places chosen by now
    desk.press("t")
    desk.type("来")
    desk.press("Enter", "s", "u", "x", "2", "2", "2", "2", "2")
    desk.press("w")
    name = desk.wait("Browser.downloadWillBegin")["suggestedFilename"]
    while desk.wait("Browser.downloadProgress")["state"] != "completed":
        pass
    record = json.loads((desk.downloads / name).read_text("utf-8"))
    assert (record["issue"], record["step"], record["actor"]) == ("1987-03", "scan.proof1", NAME)
    assert record["states"] == {PAGE: state_of(page_of(25))}
    acts = [one["act"] for one in record["decisions"]]
    assert acts == ["choose"] * 14 + ["type", "skip", "unreadable", "sic"] + ["choose"] * 4
    assert [one["text"] for one in record["decisions"]][13:15] == ["未", "来"]
    place = record["decisions"][1]
    assert [place[key] for key in ("app", "line", "start", "stop", "lemma", "text")] == [
        "p0001_a_r01_l02_a01",
        "p0001_a_r01_l02",
        3,
        4,
        "末",
        "未",
    ]
    assert desk.run("byId('unsaved').textContent") == ""


def test_decisions_outlive_a_reload_and_can_be_taken_back(desk):
    desk.press("2")
    give_name(desk)
    desk.press("2", "2")
    desk.reload()
    assert [one["text"] for one in found(desk)] == ["未"] * 3
    desk.press("1", "z")
    assert desk.run("desk.list.here") == 0
    assert [one["text"] for one in found(desk)] == ["未"] * 3
    desk.press("0")
    assert len(found(desk)) == 2


def test_another_person_or_a_changed_page_begins_anew(desk, tmp_path):
    desk.press("2")
    give_name(desk)
    desk.run("desk.session.become('李明', 'scan.proof1')")
    assert found(desk) == []
    desk.run(f"desk.session.become('{NAME}', 'scan.proof1')")
    assert len(found(desk)) == 1
    desk.open(written(tmp_path, page_of(24)))
    assert found(desk) == []
    desk.open(written(tmp_path, page_of(25)))
    assert len(found(desk)) == 1


def test_decisions_go_along_when_the_step_is_named_later(desk):
    desk.press("2")
    desk.type(NAME)
    desk.press("Enter")
    settle(desk)
    assert desk.run("desk.store.step") == ""
    desk.run(f"desk.session.become('{NAME}', 'scan.proof1')")
    assert len(found(desk)) == 1
    desk.run(f"desk.session.become('{NAME}', 'scan.proof2')")
    assert found(desk) == []


def test_a_place_nobody_asked_about_can_be_decided(desk):
    desk.press("e", "ArrowRight", "Shift+ArrowRight", "Enter")
    desk.type("未来")
    desk.press("Enter")
    give_name(desk)
    (one,) = found(desk)
    assert [one[key] for key in ("app", "start", "stop", "lemma", "act", "text")] == [
        "p0001_a_r01_l01_e4-6",
        4,
        6,
        "来可",
        "type",
        "未来",
    ]
    desk.reload()
    assert found(desk) == [one]
    assert desk.run("DATA.places.length") == 26


def test_a_saved_file_is_gone_on_with_and_one_of_another_issue_is_not(desk):
    desk.press("2")
    give_name(desk)
    text = desk.run("desk.store.file(new Date(0))[1]")
    desk.run("localStorage.clear()")
    desk.reload()
    desk.run(f"desk.session.read(new Blob([{json.dumps(text)}]))")
    assert len(found(desk)) == 1
    other = text.replace("1987-03", "1988-01")
    desk.run(f"desk.session.read(new Blob([{json.dumps(other)}]))")
    assert "1988-01" in desk.run("byId('say').textContent")
    assert len(found(desk)) == 1


def test_keys_do_nothing_while_a_text_is_typed(desk):
    desk.press("t", "2", "s", "Escape")
    assert found(desk) == []
    assert desk.run("document.querySelector('.entry').hidden")


def test_nothing_that_a_witness_read_runs(desk, tmp_path):
    desk.open(written(tmp_path, page_of(3, EVIL)))
    desk.press("j", "k", "e", "Escape", "?", "Escape")
    desk.run("desk.view(true)")
    assert desk.run("window.hit || 0") == 0
    assert desk.run("document.querySelectorAll('#card img[src=x], #list img, .text img').length") == 0
    assert EVIL in desk.run("document.querySelector('.line').textContent")


def test_the_policy_refuses_other_scripts(browser, tmp_path):
    browser.open(written(tmp_path, page_of(1)))
    browser.run(
        "document.body.append(Object.assign(document.createElement('script'), {text: 'window.hit=3'}))"
    )
    assert browser.run("window.hit || 0") == 0
    assert any("Content Security Policy" in fault for fault in browser.faults())


def test_ten_thousand_places_put_few_rows_into_the_document(browser, tmp_path):
    edition = page_of(100)
    view = page_view(MASTER, clean_page(height=9000), edition, ())
    many = render(Heading("政报", "1987-03", ()), [replace(view, places=view.places * 100)])
    path = tmp_path / "many.html"
    path.write_bytes(many)
    browser.open(path)
    assert browser.run("desk.list.shown.length") == 10_000
    assert browser.run("document.querySelectorAll('*').length") < 1000
    browser.run("byId('list').scrollTop = 1e9")
    settle(browser)
    assert browser.run("[...document.querySelectorAll('.row')].pop().id") == "row-9999"


def test_the_state_of_the_work_is_told_to_those_who_do_not_see_it(desk):
    desk.press("2")
    give_name(desk)
    row = "byId(byId('list').getAttribute('aria-activedescendant'))"
    assert desk.run(f"{row}.getAttribute('aria-posinset')") == "2"
    assert desk.run(f"{row}.getAttribute('aria-setsize')") == "25"
    assert desk.run("byId('say').getAttribute('aria-live')") == "polite"
    assert desk.run("byId('say').textContent") == "已选chosen"
    desk.press("k")
    assert desk.run("document.querySelector('.reading[aria-pressed=true] .read').textContent") == "未"


def test_places_that_look_alike_are_decided_together_but_for_the_odd_one(desk):
    desk.press("a")
    give_name(desk)
    assert desk.run("document.querySelectorAll('.tile').length") == 25
    desk.press("ArrowRight", " ", "2", "Enter")
    settle(desk)
    assert [one["text"] for one in found(desk)] == ["未"] * 24
    assert desk.run("desk.list.place.app") == "p0001_a_r01_l02_a01"
    desk.press("z")
    assert found(desk) == []


def test_of_two_places_that_share_text_the_later_decision_holds(desk):
    desk.press("2")
    give_name(desk)
    desk.press("k", "e", "Shift+ArrowRight", "Enter")
    desk.type("未未")
    desk.press("Enter")
    assert [(one["start"], one["stop"], one["text"]) for one in found(desk)] == [(3, 5, "未未")]
    desk.press("z")
    assert [(one["start"], one["stop"], one["text"]) for one in found(desk)] == [(3, 4, "未")]


def group_of(edition, proposals):
    """The edition with these proposals, one list for each place."""
    apps = tuple(
        replace(app, readings=(*app.readings, *(Reading(text, (), 0.0) for text in own)))
        for app, own in zip(edition.apps, proposals, strict=True)
    )
    return replace(edition, apps=apps)


def test_places_that_ask_the_same_offer_together_what_all_of_them_have(desk, tmp_path):
    edition = group_of(page_of(3), (["木"], ["木", "术"], ["本", "木"]))
    desk.open(written(tmp_path, edition))
    assert desk.run("document.querySelector('[data-act=alike]').textContent").endswith("× 3")
    desk.press("a")
    give_name(desk)
    assert desk.run("document.querySelector('.choices').textContent") == "1末2未3木"
    desk.press("3", "Enter")
    settle(desk)
    assert [(one["act"], one["text"]) for one in found(desk)] == [("choose", "木")] * 3
    desk.run("desk.go(0)")
    assert desk.run("document.querySelector('[data-act=alike]').disabled")


# Control places

CONTROLS = ("公报第一期", "云{山}省{河}")  # a page with two doubts, and settled text


def control_report(folder):
    path = folder / "index.html"
    view = page_view(MASTER, clean_page(height=9000), made(*CONTROLS), (), 1.0)
    path.write_bytes(render(Heading("政报", "1987-03", (), STEPS), [view]))
    return path


def shape_of(browser, place):
    """Every element that shows a place, in the card and in the list: its name, attributes and classes."""
    browser.run(f"desk.go({place})")
    return browser.run("""
        [byId('card'), byId(`row-${desk.list.here}`)].flatMap((one) => [one, ...one.querySelectorAll('*')])
          .map((one) => `${one.tagName} ${one.className} ${one.getAttributeNames()} ${one.dataset.act || ''}`)
          .join()
    """)


def test_nothing_that_is_shown_tells_a_control_place_from_a_doubt(desk, tmp_path):
    desk.open(control_report(tmp_path))
    names = json.loads(desk.run("JSON.stringify(desk.list.shown.map((one) => one.app))"))
    assert sum(map(is_control, names)) == 7
    desk.run("desk.card.missing = () => {}")  # no pictures lie beside this report
    assert len({shape_of(desk, n) for n in range(len(names))}) == 1
    assert desk.run("new Set(DATA.places.map((one) => Object.keys(one).join())).size") == 1
    assert desk.run("new Set(DATA.places.map((one) => one.reasons.join())).size") == 1
    desk.run("desk.print()")
    desk.run("document.querySelectorAll('script').forEach((one) => one.remove())")
    html = desk.run("document.documentElement.outerHTML")
    assert not [name for name in names if name in html]


def test_a_control_place_is_decided_by_the_same_keys_and_saved(desk, tmp_path):
    desk.open(control_report(tmp_path))
    desk.run("byId('order').value = 'page'; desk.filter(); desk.go(0)")
    desk.press("1")
    give_name(desk)
    desk.press("Enter", "t")
    desk.type("弟")
    desk.press("Enter", "u", "s")
    record = json.loads(desk.run("desk.store.file(new Date(0))[1]"))
    names = [one["app"] for one in record["decisions"]]
    assert all(map(is_control, names))
    assert [(one["act"], one["text"]) for one in record["decisions"]] == [
        ("choose", "公"),
        ("choose", "报"),
        ("type", "弟"),
        ("unreadable", ""),
        ("skip", ""),
    ]
    desk.reload()
    assert len(found(desk)) == 5


def test_the_reader_chooses_the_order(desk, tmp_path):
    edition = page_of(3)
    apps = tuple(replace(app, probability=p) for app, p in zip(edition.apps, (0.9, 0.2, 0.6), strict=True))
    desk.open(written(tmp_path, replace(edition, apps=apps)))
    lines = "JSON.stringify(desk.list.shown.map((one) => one.line))"
    assert desk.run(lines) == "[1,2,0]"
    desk.run("byId('order').value = 'page'; desk.filter()")
    assert desk.run(lines) == "[0,1,2]"


def test_all_that_can_be_chosen_from_is_in_one_language(desk):
    for language, reason in (("zh", "分歧 (25)"), ("en", "disagreement (25)")):
        desk.run(f"desk.speak('{language}')")
        assert desk.run("byId('reason').options[1].textContent") == reason


def test_keys_that_move_stop_at_the_ends_and_find_what_is_open(desk):
    desk.press("k")
    assert desk.run("desk.list.here") == 0
    desk.press("2")
    give_name(desk)
    desk.press("k", "g")
    assert desk.run("desk.list.here") == 1
    desk.run("desk.go(24)")
    desk.press("j")
    assert desk.run("desk.list.here") == 24


def test_everything_that_can_be_worked_has_a_name(desk):
    desk.press("t")
    worked = ("button", "textbox", "combobox", "listbox", "option", "slider", "progressbar", "link")
    for page in (False, True):
        desk.run(f"desk.view({str(page).lower()})")
        nodes = desk.page("Accessibility.getFullAXTree")["nodes"]
        seen = [node for node in nodes if not node["ignored"] and node["role"]["value"] in worked]
        assert len(seen) > 10
        assert [node["role"]["value"] for node in seen if not node.get("name", {}).get("value")] == []


def test_a_report_that_asks_nothing_takes_every_key(browser, tmp_path):
    browser.events.clear()
    browser.open(written(tmp_path, made("公报")))
    browser.press(*"123tsxum0zjkgaevlw", "Enter", "Escape", "Backspace", "ArrowDown")
    assert browser.faults() == []
    assert browser.run("byId('card').textContent.trim()") != ""
