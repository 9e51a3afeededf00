"""Numbering that goes on or does not, and brackets in pairs, over the paragraphs of a page."""

from __future__ import annotations

import pytest
from slip_pages import leaf

from pipeline.model import RegionKind
from pipeline.proof.evidence.coherence import check

ACT = "各级人民政府要高度重视，切实加强领导，认真抓好落实，务求取得实效。"  # stands for ~
WRONG = [
    "一、~\n二、~\n四、~",
    "一、~\n二、~\n四、~\n五、~",
    "（一）~\n（三）~",
    "1.~\n2.~\n4.~",
    "1.~\n2.~\n2.~\n4.~",
    "第一条\u3000~\n第二条\u3000~\n第四条\u3000~\n第五条\u3000~",
    "一、~\n=、~\n三、~",
    "一、~\n二、~\nΞ、~\n四、~",
    "一、~\n二、~\n三、~\n兀、~",
    "一、~\n（一）~\n（二）~\n（四）~\n二、~\n（一）~\n（二）~",
    "一、~\n（一）~\n（二）~\n三、~\n（一）~",
    "一、~\n二、~\n二、~",
    "一、~\n三、~\n三、~",
    "二、~\n二、~\n三、~",
    "（一）~\n（=）~\n（三）~",
    "1、~\n2、~\n3、~\n5、~\n6、~",
    "（1）~\n（2）~\n（4）~",
    "一、~\n二、~\n三、~\n四、~\n王、~\n六、~\n大、~\n八、~\n丸、~\n+、~",
    "第一章\u3000总则\n第一条\u3000~\n第二条\u3000~\n第三章\u3000细则\n第三条\u3000~",
    "第一章\u3000总则\n第一条\u3000~\n第二条\u3000~\n第二章\u3000细则\n第七条\u3000~\n第四条\u3000~",
    "要做好以下工作：（一）抓紧春耕；（二）防治虫害；（四）修好水利。",
    "要求：一是抓紧；二是落实；四是检查。",
    "第一，抓紧；第二，落实；第四，检查。",
    "①甲；②乙；④丙。",
    "表25-1\u3000人口\n~\n\n表25-2\u3000土地\n~\n\n表25-4\u3000粮食\n~",
    "—、~\n二、~",
    "l.~\n2.~\n3.~",
    "第一条\u3000~\n第二条\u3000~\n第Ξ条\u3000~\n第四条\u3000~",
    "一、~\n二、~\n三、~\n四、~\n五、~\n六、~\n七、~\n八、~\n九、~\n十、~\n十一、~\n十三、~",
    "一、~\n1.~\n2.~\n二、~\n1.~\n3.~",
    "(1)~\n(2)~\n(3)~\n(5)~",
    "附件：\n1．甲表\n2．乙表\n4．丙表",
    "根据《国务院关于加强管理的通知精神，~",
    "各县（市人民政府~",
    "关于公布《办法〉的通知。",
    "宁政发〔1985）31号文件收悉。",
    "全面贯彻“调整、改革“的方针。~",
    "~各县市）人民政府要落实。~",
    "「努力奮鬥，完成任務。~\n\n~",
    "（一九七六年二月十五日大字报：《党内的罪行》~",
]
RIGHT = [
    "一、~\n二、~\n三、~",
    "一、~\n（一）~\n（二）~\n二、~\n（一）~\n（二）~\n1.~\n2.~\n（三）~\n1.~\n2.~\n三、~",
    "三、~\n四、~\n（一）~\n（二）~",
    "（三）~\n（四）~\n三、~\n（一）~",
    "1、~\n（一）~\n（二）~\n2、~\n（一）~\n（二）~\n3、~",
    "一、~\n二、~\n1987年3月2日\n一、~\n二、~\n三、~",
    "一、~\n二、~\n一、~\n二、~\n三、~",
    "第三条\u3000~\n第七条\u3000~\n第十二条\u3000~\n第二十条\u3000~",
    "“第五条\u3000~\n第九条\u3000~”\n一、~",
    "一、~\n三、四月间~\n二、~",
    "决定作如下修改：\n一、第五条修改为：“第五条\u3000~”\n二、第九条修改为：“第九条\u3000~”\n三、增加一条，作为第十二条：“第十二条\u3000~”",
    "“~\n“~\n“~”",
    "“~\n~”",
    "1）~\n2）~",
    "a) ~\nb) ~",
    "（一九七六年《总结》）~",
    "（见《国务院关于“三废”治理的通知（试行）》）~",
    "第一章\u3000总则\n第一条\u3000~\n第二条\u3000~\n第二章\u3000细则\n第三条\u3000~\n（一）~\n（二）~\n第四条\u3000~\n（一）~\n第三章\u3000附则\n第五条\u3000~",
    "1. ~\n1.5万元以上的~\n2. ~",
    "其中：（1）甲类；（2）乙类。丙类见上述（4）。",
    "人、财、物要统一安排。~\n大、中、小学~",
    "一、~\n大、中、小学校要~\n二、~\n人、财、物~\n三、~",
    "表1\u3000人口\n~\n\n表1续\n~\n\n表2\u3000土地",
    "甲、~\n乙、~",
    "1985年，~\n1986年，~",
    "一要抓紧，二要落实，三要检查。",
    "三是三，四是四。",
    "。”~",
    "定。）\n~",
    "~（如下",
    "十、~\n十一、~\n十二、~",
    "一、二、三等奖各一名。~",
    "第一，~第二，~第三，~",
    "1.甲2.乙",
    "第一次会议于3月召开。\n第三次会议于5月召开。",
    "第一名张三。\n第三名李四。",
    "“五讲四美”、“三热爱”活动。‘六五’计划。",
    "①本条所称。\n②数字系。",
    "的通知①，~的办法②。~",
    "附件：1．甲表\n\u3000\u3000\u30002．乙表\n\n附件1\n甲表\n\n附件2\n乙表",
]


@pytest.mark.parametrize("text", WRONG)
def test_a_break_is_found(text):
    assert check([leaf(text.replace("~", ACT))])


@pytest.mark.parametrize("text", RIGHT)
def test_what_goes_on_is_left_alone(text):
    assert check([leaf(text.replace("~", ACT))]) == ()


def test_a_list_goes_on_over_the_page_and_past_its_furniture():
    pages = [
        leaf(f"一、{ACT}\n\n— 3 —", "p0001", r02=RegionKind.PAGE_NUMBER),
        leaf(f"云山公报\n\n三、{ACT}\n\n— 4 —", "p0002", r01=RegionKind.HEADER, r03=RegionKind.PAGE_NUMBER),
    ]
    (slip,) = check(pages)
    assert (slip.code, slip.line, slip.expected) == ("numbering", "p0002_r02_l01", "二")
    assert check(pages[1:]) == ()


def test_page_numbers_and_running_titles_go_on_from_page_to_page():
    numbers, titles = (3, 4, 6, 6, 7), ("云山公报", "云山公报", "云山公报", "云山心报", "云山公报")
    pages = [
        leaf(
            f"{title}\n\n{ACT}\n\n— {number} —", f"p{n:04}", r01=RegionKind.HEADER, r03=RegionKind.PAGE_NUMBER
        )
        for n, (number, title) in enumerate(zip(numbers, titles, strict=True), 1)
    ]
    found = {(slip.code, slip.page, slip.expected) for slip in check(pages)}
    assert found == {("folio", "p0003", "5"), ("running-title", "p0004", "公")}


def test_the_contents_are_held_against_the_body():
    titles = (
        "关于加强粮食工作的通知…………（3）",
        "关于整顿渡口安全的决定…………（5）",
        "关于防治地方病的意见…………（9）",
    )
    contents = "目录\n\n" + "\n".join(titles)
    pages = [
        leaf(contents, "p0001"),
        leaf(f"关于加强粮食工作的通知\n\n{ACT}\n\n— 3 —", "p0002", r03=RegionKind.PAGE_NUMBER),
        leaf(f"关于整顿渡囗安全的决定\n\n{ACT}\n\n— 4 —", "p0003", r03=RegionKind.PAGE_NUMBER),
    ]
    found = {(slip.code, slip.line, slip.expected) for slip in check(pages)}
    assert found == {("contents-title", "p0001_r02_l02", "囗"), ("contents-page", "p0001_r02_l02", "4")}
