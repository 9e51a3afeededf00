"""Which lines hold the same text, by the text alone."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.proof.textmatch import edges

ARTICLE = ("关于加强粮食工作的决定", "一、", "各县市应当认真贯彻", "二、", "同意", "特此通知")
NOTICE = ("关于任免工作人员的通知", "一、", "任命下列同志为主任", "二、", "同意", "此复")
SEEDS = ("植树造林的意见", "第一条", "宁夏回族自治区", "第二条", "林业局")


def same(lines):
    return {(n, n) for n in range(len(lines))}


def test_a_page_matches_itself():
    assert set(edges(ARTICLE, ARTICLE)) >= same(ARTICLE)


def test_blocks_that_changed_places_are_found_with_their_short_lines():
    base, other = ARTICLE + NOTICE, NOTICE + ARTICLE
    found = dict(edges(base, other))
    count = len(ARTICLE)
    assert [found.get(n) for n in range(count)] == [count + n for n in range(count)]
    assert [found.get(count + n) for n in range(count)] == list(range(count))


def test_three_blocks_in_any_order():
    base, other = ARTICLE + NOTICE + SEEDS, SEEDS + NOTICE + ARTICLE
    found = set(edges(base, other))
    assert {(b, other.index(line)) for b, line in enumerate(base) if len(line) > 3} <= found


def test_a_missing_block_leaves_its_lines_alone():
    found = edges(ARTICLE + NOTICE + SEEDS, ARTICLE + SEEDS)
    assert not {b for b, _ in found} & {len(ARTICLE), len(ARTICLE) + 2}  # the notice's title and first item


def test_a_line_garbled_in_a_moved_block_is_matched_by_its_neighbours():
    garbled = (*NOTICE[:2], "仟俞下夘同忐力主仟", *NOTICE[3:])
    assert (len(ARTICLE) + 2, 2) in edges(ARTICLE + NOTICE, garbled + ARTICLE)


def test_columns_read_straight_across_meet_both_their_halves():
    left = ("关于印发办法的通知", "各市县人民政府办公室", "现将办法印发给你们")
    right = ("望认真遵照执行下去", "一九八七年三月五日印", "自治区林业局办公厅")
    across = tuple(a + b for a, b in zip(left, right, strict=True))
    found = set(edges(left + right, across))
    assert found >= {(n, n) for n in range(3)} | {(3 + n, n) for n in range(3)}
    assert set(edges(across, left + right)) >= {(o, b) for b, o in found}


def test_unlike_pages_have_no_pairs():
    assert edges(("甲乙丙丁戊", "己庚辛"), ("子丑寅卯辰", "巳午未")) == ()


@given(st.lists(st.text("的一二三abc", max_size=6), max_size=6), st.permutations(range(6)))
def test_pairs_are_of_lines_with_something_in_common(lines, order):
    other = [lines[n] for n in order if n < len(lines)]
    for b, o in edges(lines, other):
        assert set(lines[b]) & set(other[o])
