"""An edition of some witnesses, decisions of people on it, and what became of them."""

from proof_witnesses import PAGE, clean_page

from pipeline.model import Step
from pipeline.proof.balance import balance
from pipeline.proof.decided import on_page
from pipeline.proof.decisions import Act, Decision
from pipeline.proof.edition import base_of, edit
from pipeline.proof.rounds.passes import Seen, pass_over

STEP = Step("proof", "test", "1")
FLAT = clean_page()


def edition(*witnesses, people=(), page=FLAT, image=""):
    """The edition of witnesses and people, which accounts for all of them."""
    carriers = on_page(people, page, image)
    made = edit(witnesses, base_of(witnesses, ("P6",)), 0.95, STEP, people=carriers)
    assert not balance(witnesses, made, carriers).findings
    return made


def text(found):
    return "|".join(line.text for region in found.regions for line in region.lines)


def decide(found, *decisions, people=(), entry=1, actor="王芳", page=FLAT, image=""):
    seen = Seen(found, on_page(people, page, image), page, image)
    return pass_over(seen, decisions, actor, entry)


def place(found, line, start, stop, new="", act=Act.TYPE, app=""):  # noqa: PLR0917
    """A decision on some glyphs of a line, lines counted from 1."""
    name = [each for region in found.regions for each in region.lines][line - 1]
    lemma = "".join(glyph.text for glyph in name.glyphs[start:stop])
    return Decision(PAGE, app, name.id, start, stop, lemma, new, act)


def settled(found):
    return [(app.lemma, app.by, app.mark) for app in found.apps if app.by]


def opened(found, *reasons):
    """The open places; those of some reasons, where any are given."""
    left = [(app.lemma, app.reasons[0]) for app in found.apps if not app.settled]
    return [place for place in left if not reasons or place[1] in reasons]
