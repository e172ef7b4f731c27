"""Web pages."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kg.documents import read_documents
from kg.model import Document, Failure

PAGE = """<!DOCTYPE html>
<html><head><meta charset="{charset}"><title>北河公司落户新区_渤海湾新闻网</title>
<meta property="og:site_name" content="渤海湾新闻网">{head}</head>
<body><nav><ul><li><a href="/">首页</a></li><li><a href="/f">财经频道</a></li></ul></nav>
<h1>北河公司落户新区</h1>
<div class="article"><p>昨日，北河新材料科技有限公司与新区管委会签约，计划三年内建成两条中试线。</p>
<p>公司负责人介绍，建设资金来自园区产业基金和一家城市商业银行，其中银行授信990万元。</p></div>
<aside>热门推荐：新区房价走势</aside><script>var tracker = "点击统计";</script>
<footer>版权所有 联系我们 网站地图</footer></body></html>
"""


def read(tmp_path: Path, data: str | bytes) -> Document | Failure:
    (tmp_path / "a.html").write_bytes(data.encode() if isinstance(data, str) else data)
    (found,) = read_documents([tmp_path / "a.html"])
    return found


def test_the_article_is_read_and_nothing_around_it(tmp_path: Path) -> None:
    found = read(tmp_path, PAGE.format(charset="utf-8", head=""))
    assert isinstance(found, Document)
    assert found.title == "北河公司落户新区"
    assert found.publisher == "渤海湾新闻网"
    assert "其中银行授信990万元。" in found.text
    for noise in ("首页", "财经频道", "热门推荐", "点击统计", "版权所有"):
        assert noise not in found.text


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ('<meta name="publishdate" content="2024-03-05">', date(2024, 3, 5)),
        ('<meta property="article:published_time" content="2024-03-05T08:00:00+08:00">', date(2024, 3, 5)),
        ('<link rel="canonical" href="https://news.example.cn/2024/03/05/a.html">', date(2024, 3, 5)),
        ("", None),
    ],
)
def test_the_day_is_that_of_the_metadata_or_address(tmp_path: Path, head: str, day: date | None) -> None:
    found = read(tmp_path, PAGE.format(charset="utf-8", head=head))
    assert isinstance(found, Document)
    assert found.published == day


def test_a_page_in_gb2312_is_read(tmp_path: Path) -> None:
    found = read(tmp_path, PAGE.format(charset="gb2312", head="").encode("gb2312"))
    assert isinstance(found, Document)
    assert "其中银行授信990万元。" in found.text


def test_a_page_in_the_encoding_that_it_declares_is_read(tmp_path: Path) -> None:
    page = PAGE.format(charset="big5", head="")
    traditional = page.replace("银", "銀").replace("园", "園").replace("产", "產").replace("业", "業")
    found = read(tmp_path, traditional.encode("big5", "ignore"))
    assert isinstance(found, Document)
    assert "990" in found.text
    assert "銀行" in found.text


def test_a_short_page_is_read(tmp_path: Path) -> None:
    found = read(tmp_path, "<html><body><p>甲公司昨日签约。</p></body></html>")
    assert isinstance(found, Document)
    assert found.text == "甲公司昨日签约。"


@pytest.mark.parametrize("page", ["<html></html>", "<html><body><nav>首页</nav></body></html>", "<div>" * 20_000])
def test_a_page_without_an_article_is_refused(tmp_path: Path, page: str) -> None:
    found = read(tmp_path, page)
    assert isinstance(found, Failure)
    assert "a web page without an article; save the page of the report itself" in str(found.error)
