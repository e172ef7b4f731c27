"""Sentences: where they end, and that none is longer than a rule can bear."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.components.sentences import LONGEST, sentence_starts


def sentences(text: str) -> list[str]:
    starts = sentence_starts(text)
    return [text[a:b] for a, b in pairwise([*starts, len(text)])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("新厂投产。产值翻番。", ["新厂投产。", "产值翻番。"]),
        ("他说：“能成！”众人鼓掌。", ["他说：“能成！”", "众人鼓掌。"]),
        ("“能成吗？”，他问。", ["“能成吗？”，他问。"]),
        ("标题\n正文第一句", ["标题\n", "正文第一句"]),
        ("利率3.65%，期限两年", ["利率3.65%，期限两年"]),
        ("（详见附件。）另行通知", ["（详见附件。）", "另行通知"]),
    ],
)
def test_sentence_ends_behind_its_mark_and_closing_quote(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_endless_sentence_is_cut_at_a_pause() -> None:
    pieces = sentences("甲" * 390 + "，" + "乙" * 500)
    assert pieces == ["甲" * 390 + "，", "乙" * 400, "乙" * 100]


@given(st.text(alphabet="甲乙。！”，；\n 1", max_size=2000))
def test_sentences_join_to_the_text_and_are_bounded(text: str) -> None:
    assert "".join(sentences(text)) == text
    assert all(0 < len(sentence) <= max(LONGEST, text.count("\n") + LONGEST) for sentence in sentences(text))
