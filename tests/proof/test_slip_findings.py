"""The slips of settled text become findings, but for what people have marked as printed so."""

from dataclasses import replace

from proof_witnesses import PAGE, boxed
from slip_pages import leaf

from pipeline.model import Edition, RegionKind, Severity, Step
from pipeline.proof import slips
from pipeline.proof.edition import edit
from pipeline.proof.finishing import finish

WRONG = "民国10年（1912年）设局。"


def edition(*lines):
    return edit((boxed("P6", *lines), boxed("P4", *lines)), "P6", 2, Step("proof", "test", "1"))


def marked(made, start, stop, mark="sic", line=0):
    """The edition with a place of its text marked by a person."""
    own = made.regions[0].lines[line]
    lemma = "".join(glyph.text for glyph in own.glyphs[start:stop])
    (template,) = edit((boxed("P6", "灵魂"), boxed("P4", "灵动")), "P6", 2, Step("", "", "")).apps[-1:]
    app = replace(
        template, line=own.id, start=start, stop=stop, lemma=lemma, settled=True, by="log:1", mark=mark
    )
    return replace(made, apps=(*made.apps, app))


def codes(found):
    return [finding.code for finding in found]


def test_a_slip_of_the_settled_text_is_a_finding_of_the_page():
    (found,) = slips.of_page(edition(WRONG))
    assert (found.code, found.severity, found.page) == ("regnal-year", Severity.CHECK, PAGE)
    assert found.box


def test_what_a_person_marked_as_printed_so_is_not_told_again():
    made = edition(WRONG)
    assert slips.of_page(marked(made, 6, 10)) == ()  # the year that is wrong
    assert slips.of_page(marked(made, 2, 4)) == ()  # what it is held against
    assert codes(slips.of_page(marked(made, 11, 13))) == ["regnal-year"]  # another place
    assert codes(slips.of_page(marked(made, 6, 10, mark=""))) == ["regnal-year"]  # decided, not marked


def test_a_folio_marked_as_printed_so_is_no_finding_of_the_issue():
    texts = [(f"p{n:04}", number) for n, number in enumerate((1, 2, 9, 4), 1)]
    pages = [leaf(f"公文。\n\n— {number} —", page, r02=RegionKind.PAGE_NUMBER) for page, number in texts]
    editions = [Edition(page.page, ("P6",), page.regions, (), (), ()) for page in pages]
    assert codes(slips.of_issue(editions)) == ["folio"]
    wrong = editions[2]
    swapped = replace(wrong, regions=wrong.regions[::-1])  # the folio's line first
    editions[2] = replace(wrong, apps=marked(swapped, 0, 5).apps)
    assert slips.of_issue(editions) == ()


def test_one_fault_is_one_finding():
    found = [f for f in slips.of_page(edition(WRONG)) if f.code != "unsettled-places"]
    assert len({(f.box, f.image) for f in found}) == len(found)


def test_losses_come_before_all_other_findings():
    witnesses = boxed("P6", "灵魂深处", "安得广厦"), boxed("P4", "灵动深处", "安得广厦")
    made = edit(witnesses, "P6", 2, Step("proof", "test", "1"))
    whole = finish(made, witnesses, ())
    assert whole.sheet.balanced
    assert [f.severity for f in whole.edition.findings if f.severity is Severity.LOSS] == []
    (region,) = made.regions
    short = replace(made, regions=(replace(region, lines=region.lines[:1]),))
    lost = finish(short, witnesses, ())
    assert not lost.sheet.balanced
    assert codes(lost.edition.findings)[:2] == ["lost-text", "lost-text"]
