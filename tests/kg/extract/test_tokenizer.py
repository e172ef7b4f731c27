"""Tokenizer: words of the dictionary, and exactly the text that was given."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import ExtractionError
from kg.extract.tokenizer import Dictionary, JiebaTokenizer, dictionary_of

DICTIONARY = Dictionary()
TOKENIZER = JiebaTokenizer(spacy.blank("zh").vocab, DICTIONARY)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200))
def test_tokens_join_to_the_text(text: str) -> None:
    assert TOKENIZER(text).text == text


def test_words_are_those_of_the_dictionary() -> None:
    assert [(t.text, t.tag_) for t in TOKENIZER("天津银行")] == [("天津", "ns"), ("银行", "n")]


def test_unknown_word_has_no_frequency() -> None:
    assert (DICTIONARY.frequency("岚汐"), DICTIONARY.tag("岚汐")) == (0, "x")


def test_dictionary_of_a_foreign_tokenizer_is_refused() -> None:
    with pytest.raises(ExtractionError, match="jjj_jieba"):
        dictionary_of(spacy.blank("en"))
