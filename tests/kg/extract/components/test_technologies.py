"""Technologies: products and methods that somebody makes, bounded by their heads; no slogans, no plain nouns."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language

import kg.extract.components.technologies  # noqa: F401  (registers the factory)
from kg.extract.tokenizer import create_tokenizer


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("zh")
    nlp.tokenizer = create_tokenizer()(nlp)
    nlp.add_pipe("jjj_technologies")
    return nlp


def names(nlp: Language, text: str) -> list[str]:
    doc = nlp(text)
    return sorted({text[c.start : c.end] for c in doc._.candidates})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("该公司自主研发的矿井巡检机器人已投入使用。", ["矿井巡检机器人"]),
        ("企业推出了全球首款桌面级核磁共振仪，广受好评。", ["桌面级核磁共振仪"]),
        ("团队成功研制出新一代柔性钙钛矿电池。", ["柔性钙钛矿电池"]),
        ("凭借“眼底影像筛查软件”获得资质。", ["眼底影像筛查软件"]),
        ("“银杏”大模型正式亮相。", ["“银杏”大模型"]),
        ("公司主要从事水下焊接机器人的研发和生产。", ["水下焊接机器人"]),
        ("研究院致力于海洋探测装备和水下机器人的研发。", ["水下机器人", "海洋探测装备"]),
        ("去年，首台4K相机研发成功。", ["4K相机"]),
        ("公司生产水质检测传感器、压力传感器等产品。", ["压力传感器", "水质检测传感器"]),
        ("主打产品是纳米纤维素隔膜。", ["纳米纤维素隔膜"]),
        ("共同发布《智慧病房建设要求》地方标准。", ["智慧病房建设要求"]),
        ("“白鹭”测风雷达装上了高塔。", ["“白鹭”测风雷达"]),
        ("首颗卫星“白鹭”升空。", ["白鹭"]),
        ("它的第二代产品叫云雀（Skylark）。", ["Skylark", "云雀"]),
        ("云鲸三号火箭完成总装，云鲸三号年底发射。", ["云鲸三号"]),
        ("QX20无人机飞过山谷。", ["QX20无人机"]),
        ("国内首款创新药品贝洛替康注射液获批。", ["贝洛替康注射液"]),
        ("把“湖泊蓝藻预警系统”成果转让给对方。", ["湖泊蓝藻预警系统"]),
        ("这项深冷压缩储能技术拿了奖。", ["深冷压缩储能技术"]),
        ("团队研发出滚压成形、冷喷修复等新工艺。", ["冷喷修复", "滚压成形"]),
        ("该行推出“茶农贷”产品。", ["茶农贷"]),
        ("做立式绕线机床的某某公司搬了家。", ["立式绕线机床"]),
        ("用藻类提取虾青素的技术许可给了对方。", ["用藻类提取虾青素"]),
        ("云雀是一款桌面缝纫机器人。", ["桌面缝纫机器人"]),
    ],
)
def test_what_somebody_makes_is_found_from_its_first_to_its_last_word(
    nlp: Language, text: str, expected: list[str]
) -> None:
    assert names(nlp, text) == expected


def test_a_name_once_found_is_found_again_also_without_its_brackets(nlp: Language) -> None:
    text = "公司自主研发的胃镜AI(人工智能)诊断平台上线。胃镜AI诊断平台已在多家医院落地。"
    assert names(nlp, text) == ["胃镜AI(人工智能)诊断平台", "胃镜AI诊断平台"]


@pytest.mark.parametrize(
    "text",
    [
        "打通科技成果转化“最后一公里”，“小巨人”企业增多。",
        "公司掌握了核心技术，推出了新产品，研发了相关设备。",
        "园区推出了人才供需对接平台，开展“春风行动”。",
        "企业研发的药物和疫苗获批。",
        "三地联合攻克光学成像与视觉算法融合难题。",
        "将发布人才政策，推出多项举措。",
        "这项工作、该项目和这一政策都有了下文。",
        "企业首贷难、“信贷”余额高，办理续贷。",
        "三号楼、五号线和海棠路二号院都在建设。",
        "产品包括衣服、鞋子和帽子。",
        "一家外地疫苗企业前来考察。",
        "她说大家要“守住底线”，做好服务。",
        "",
    ],
)
def test_slogans_policies_and_household_words_are_none(nlp: Language, text: str) -> None:
    assert names(nlp, text) == []
