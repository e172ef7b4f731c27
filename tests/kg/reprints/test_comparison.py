"""What is another publication of one report, and what only looks like one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.reprints import Wording, shared_wording

FIRM, BANK = "潮白云图机器人有限公司", "蓟川银行滨海支行"


def shared(left: str, right: str, *names: str) -> float | None:
    """What two texts share, in which `names` are known to be names."""

    def in_text(text: str) -> list[str]:
        return [name for name in names if name in text]

    return shared_wording(Wording.of(left), Wording.of(right), lambda: in_text(left), lambda: in_text(right))


def lines(text: str) -> list[str]:
    return text.strip().split("\n")


COPIES: dict[str, Callable[[str], str]] = {
    "word for word": lambda article: article,
    "with another headline, source and byline": lambda article: (
        f"新厂七个月建成投产\n来源：津门网 2024-05-07 08:30\n本报记者 钱守一\n{article}（责任编辑：孙二）"
    ),
    "with a dateline": lambda article: f"津门社天津5月6日电（记者 钱守一）{article}",
    "in other widths and punctuation": lambda article: (
        article.replace("，", ", ").replace("300", "３００").replace("\n", " ")
    ),
    "broken into lines": lambda article: "\n".join(article[at : at + 30].strip() for at in range(0, len(article), 30)),
    "without its last paragraphs": lambda article: "\n".join(lines(article)[:3]),
    "with a paragraph more": lambda article: (
        article + "编者按：产业链上的企业相互靠近，成本降下来了，这样的例子值得多看一看。"
    ),
    "with words changed here and there": lambda article: (
        article.replace("日前", "近日").replace("介绍，", "说，").replace("当地产业办表示", "产业办有关人员称")
    ),
    "with a day in place of 日前": lambda article: article.replace("日前", "5月6日"),
    "with the firm's name cut short": lambda article: article.replace(FIRM, "潮白云图"),
}


@pytest.mark.parametrize("copy", COPIES)
def test_a_reprint_is_known(article: str, copy: str) -> None:
    found = shared(article, COPIES[copy](article), FIRM, BANK, "潮白云图", "钱守一")
    assert found is not None
    assert 0.8 <= found <= 1.0


OTHERS: dict[str, Callable[[str], str]] = {
    "about another firm": lambda article: article.replace(FIRM, "武清启明机器人有限公司"),
    "about a loan of another sum": lambda article: article.replace("300万元", "500万元"),
    "told anew": lambda _: (
        "七个月前，这里还是一座闲置仓库。如今，潮白云图的巡检机器人已经从天津滨海新区的车间里驶出。"
        "蓟川银行滨海支行的300万元贷款解了采购减速器的燃眉之急。园区为它跑完了环评、消防和用电的手续，"
        "北京研发、天津制造、河北配套，一小时车程就把三地的工厂连在了一起。"
    ),
    "an excerpt of less than a third": lambda article: article[: len(article) * 3 // 10],
    "a digest of several reports": lambda article: (
        "\n".join(lines(article)[:2])
        + "\n"
        + "".join(f"另一则消息说，第{n}座变电站当天送电，沿线村庄受益。" for n in range(12))
    ),
}


@pytest.mark.parametrize("other", OTHERS)
def test_another_report_is_none(article: str, other: str) -> None:
    assert shared(article, OTHERS[other](article), FIRM, "武清启明机器人有限公司", BANK) is None


def test_two_notices_from_one_template_are_two(notice: str) -> None:
    blanks = {"bank": "蓟川银行滨海支行", "old": "渔阳道", "new": "海河东路", "day": "5月6日"}
    first = notice.format(**blanks)
    for blank, value in {"bank": "蓟川银行武清支行", "day": "6月7日", "new": "解放南路"}.items():
        assert shared(first, notice.format(**{**blanks, blank: value}), *blanks.values(), value) is None
    assert shared(first, "最新公告\n" + first, *blanks.values()) == 1.0


def test_short_texts_are_one_only_if_they_are_the_same() -> None:
    loan = "蓟川银行向潮白云图机器人有限公司发放贷款。"
    assert shared(loan, f"“{loan}”") == 1.0
    assert shared(loan, loan + "又及") is None


def test_texts_without_letters_are_not_compared() -> None:
    assert shared("……", "？！") is None


def test_the_reporters_of_two_papers_are_no_names_of_the_report(article: str) -> None:
    first, second = (article.replace("车间主任说", f"车间主任对记者{name}说") for name in ("钱守一", "孙二平"))
    assert shared(first, second, "钱守一", "孙二平") is not None
