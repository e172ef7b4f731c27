"""Markdown and its front matter."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from kg.documents import read_documents
from kg.model import Document, Failure

FILE = """---
title: 北河公司落户新区
url: https://news.example/a
publisher: 渤海湾日报
published: 2024-03-05
---
# 北河公司落户新区

昨日，**北河新材料科技有限公司**与
[新区管委会](https://example.org)签约。

![照片](a.jpg)

- 总投资 *两亿元*
- 明年投产 `A1`

| 银行 | 金额 |
|---|---|
| 甲银行 | 990万元 |

> 负责人说，进展顺利。

<div>广告</div>
"""


def read(tmp_path: Path, text: str) -> Document | Failure:
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    (found,) = read_documents([tmp_path / "a.md"])
    return found


def test_front_matter_gives_the_particulars(tmp_path: Path) -> None:
    found = read(tmp_path, FILE)
    assert isinstance(found, Document)
    assert (found.title, found.url, found.publisher, found.published) == (
        "北河公司落户新区",
        "https://news.example/a",
        "渤海湾日报",
        date(2024, 3, 5),
    )


def test_the_text_has_no_marks(tmp_path: Path) -> None:
    found = read(tmp_path, FILE)
    assert isinstance(found, Document)
    assert [line for line in found.text.split("\n") if line] == [
        "北河公司落户新区",
        "昨日，北河新材料科技有限公司与",
        "新区管委会签约。",
        "总投资 两亿元",
        "明年投产 A1",
        "银行\t金额",
        "甲银行\t990万元",
        "负责人说，进展顺利。",
    ]


def test_without_front_matter_the_first_heading_is_the_title(tmp_path: Path) -> None:
    found = read(tmp_path, "前言\n\n## 新区\n\n正文。")
    assert isinstance(found, Document)
    assert (found.title, found.text) == ("新区", "前言\n\n新区\n\n正文。\n")


def test_rules_are_no_front_matter(tmp_path: Path) -> None:
    found = read(tmp_path, "---\n\n甲公司签约。\n\n---\n\n乙公司签约。")
    assert isinstance(found, Document)
    assert "甲公司签约。" in found.text


def test_broken_front_matter_is_said(tmp_path: Path) -> None:
    found = read(tmp_path, "---\ntitle: [a\n---\n正文。")
    assert isinstance(found, Failure)
    assert "the front matter of" in str(found.error)
    assert str(found.error).endswith("mend the lines between the ---")


def test_a_date_in_quotes_is_read(tmp_path: Path) -> None:
    found = read(tmp_path, "---\npublished: '2024年3月5日'\n---\n正文。")
    assert isinstance(found, Document)
    assert found.published == date(2024, 3, 5)
