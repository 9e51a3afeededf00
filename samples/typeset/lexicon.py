"""The words of our acts: invented places and offices, and sixteen fields of work.

All names are made up.  Persons bear 某 for a name.  Lists are written as one string, split at spaces.
"""

from __future__ import annotations

from dataclasses import dataclass


def words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


PROVINCE = "云山省"
CODE = "云"  # stands for the province in document numbers
PREFECTURES = words("望川地区 澄湖地区 霜河地区 朔原地区 潭陵地区 岭东行政区")
CITIES = words("澄州市 霁城市 岚浦市 雁屏市")
COUNTIES = words(
    "松篁县 鹭湾县 砚池县 霁川县 苇泊县 藕塘县 芦坪县"
    " 雁浦县 葵岗县 枫坞县 泉堰县 桐圩县 鹤汀县 磐溪县 麦墟县 蒲甸县"
)
TOWNS = words("柳坞乡 石磨乡 双渠乡 稻香乡 瓦窑镇 渡口镇 梨园乡 茶亭镇 牛栏乡 盐井镇 红砂乡 竹排乡")
SURNAMES = words("赵 钱 孙 李 周 吴 郑 王 冯 陈 褚 卫 蒋 沈 韩 杨 朱 秦 许 何 吕 施 孔 曹 严 华 金 魏 陶 姜")
SURNAMES_MORE = words(
    "戚 谢 邹 喻 柏 窦 章 苏 潘 葛 奚 范 彭 郎 鲁 韦 昌 马 苗 凤 花 方 俞 任 袁 柳 鲍 史 唐"
)
GIVEN = words(
    "文 山 林 海 明 芳 兰 华 荣 生 才 贵 田 江 英 秀 玉 春 福 祥 德 勤 俭 朴 毅 刚 平 安 康 宁 霞 梅 萍"
)

OFFICES = words(
    "省计划委员会 省财政厅 省农业厅 省水利厅 省林业厅 省粮食厅 省商业厅 省交通厅"
    " 省教育厅 省卫生厅 省民政厅 省劳动局"
    " 省统计局 省物价局 省档案局 省城乡建设厅 省轻工业厅 省机械工业厅 省文化局 省气象局 省地质局 省邮电管理局"
)
# A body, and the posts it has.
BODIES = words(
    "省计划委员会/主任、副主任、处长 省财政厅/厅长、副厅长、总会计师 省农业厅/副厅长、总农艺师、处长"
    " 省水利厅/厅长、副厅长、总工程师 省粮食厅/副厅长、处长 省商业厅/厅长、副厅长 省教育厅/副厅长、督学、处长"
    " 省卫生厅/厅长、副厅长 省农业科学研究所/所长、副所长 省人民医院/院长、副院长 省文化局/局长、副局长"
    " 澄州师范专科学校/校长、副校长、教务长 望川地区行政公署/专员、副专员、秘书长 省图书馆/馆长、副馆长"
    " 霜河地区行政公署/专员、副专员 省水文总站/站长、副站长 省地方铁路管理处/处长、副处长、总工程师"
    " 省药品检验所/所长、副所长 省地质局/局长、副局长、总工程师 省气象局/局长、副局长"
)


@dataclass(frozen=True, slots=True)
class Field:
    """One field of work: what acts about it speak of."""

    things: tuple[str, ...]  # what the work is done on
    tasks: tuple[str, ...]  # what is to be done, verb and object
    counted: tuple[str, ...]  # "水库/座": a thing that is counted, and its measure word
    troubles: tuple[str, ...]  # what is wrong
    aims: tuple[str, ...]  # what it is for
    themes: tuple[str, ...]  # what a title is about


def field(text: str) -> Field:
    """A field from six lines of words."""
    things, tasks, counted, troubles, aims, themes = (words(line) for line in text.strip().splitlines())
    return Field(things, tasks, counted, troubles, aims, themes)
