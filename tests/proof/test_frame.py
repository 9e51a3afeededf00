"""Witnesses on the master, brought onto the derivatives."""

from dataclasses import replace

from proof_witnesses import IMAGE, PAGE, boxed, clean_page, plain

from pipeline.derivative import CleanPage, Derivative, Transform
from pipeline.proof.frame import on_derivatives


def test_a_witness_on_the_derivative_stays_as_it_is():
    witness = boxed("P6", "公报")
    assert on_derivatives(witness, clean_page()) == witness


def test_boxes_on_the_master_move_with_the_derivative():
    witness = on_derivatives(boxed("K", "公报", image=PAGE, top=100), clean_page(Transform(c=0, f=100)))
    (region,) = witness.regions
    assert region.image == IMAGE
    assert (region.lines[0].box.top, region.lines[0].glyphs[1].box.top) == (0, 0)


def test_a_region_goes_to_the_half_of_a_spread_it_lies_on():
    halves = (
        Derivative("p0001_a", "p0001_a.png", 500, 900, Transform()),
        Derivative("p0001_b", "p0001_b.png", 500, 900, Transform(c=500)),
    )
    page = CleanPage(PAGE, halves, (), (), ())
    witness = boxed("K", "公报", image=PAGE)
    moved = replace(
        witness.regions[0].lines[0], box=replace(witness.regions[0].lines[0].box, left=600, right=680)
    )
    right = replace(witness, regions=(replace(witness.regions[0], lines=(moved,)),))
    assert on_derivatives(witness, page).regions[0].image == "p0001_a"
    assert on_derivatives(right, page).regions[0].lines[0].box.left == 100


def test_a_region_without_boxes_counts_to_the_first_derivative():
    assert on_derivatives(plain("K", "公报"), clean_page()).regions[0].image == IMAGE
