"""Words of a text by jieba's dictionary without its HMM; each token's tag is the dictionary's part of speech."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from kg.errors import ExtractionError

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # importing jieba warns of its own use of pkg_resources
    import jieba

UNKNOWN = "x"
"""Tag of a token that is not in the dictionary."""

_BURYING = ("省政府", "市政府", "区政府", "县政府", "省委", "市委", "县委", "委书记", "分行", "支行")
"""Endings of the dictionary's longer words that bury a region, a body or a post in one word (安徽省政府, 市委书记)."""

_LONG_BODY = 7
"""Characters of the dictionary's names of bodies that bury the body in its parts (…大学电子工程系)."""

_ASTRIDE = {
    **dict.fromkeys(("行为", "行走", "行动", "行使"), (frozenset("分支"), 1)),
    "会同": (frozenset(("委员", "协", "学", "商", "理事", "基金", "联合", "研究", "促进", "管委")), 1),
}
"""Words read across the end of a name (分行为…, 委员会同…): the words before, and how much of it is the name's."""


_PAUSES = frozenset("，；。、：,;:\n")
_CALLED = frozenset({"下", "简", "以下", "下文", "统", "合"})
"""What stands before 称 where a short name follows (下称雄安城发)."""


class Dictionary:
    """jieba's words with their frequency and part of speech, and a segmenter of our own over them.

    jieba's default segmenter is global to the process and trusts a cache file in the shared temporary folder;
    this one is private and reads the dictionary itself.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._frequency: dict[str, int] = {}
        self._tags: dict[str, str] = {}
        total = 0
        with (path or Path(jieba.__file__).with_name("dict.txt")).open(encoding="utf-8") as lines:
            for line in lines:
                word, count, tag = line.split()
                if (word.endswith(_BURYING) and word not in _BURYING) or (tag == "nt" and len(word) >= _LONG_BODY):
                    continue
                self._frequency[word] = int(count)
                self._tags[word] = tag
                total += int(count)
        self._segmenter = jieba.Tokenizer()
        self._segmenter.FREQ, self._segmenter.total = _with_prefixes(self._frequency), total
        self._segmenter.initialized = True

    def words(self, text: str) -> list[str]:
        """The words of `text` in order; joined, they are `text` again."""
        return list(_parted(_among(list(self._segmenter.cut(text, HMM=False)))))

    def frequency(self, word: str) -> int:
        """How often `word` occurs in the corpus behind the dictionary; 0 if it is no word of it."""
        return self._frequency.get(word, 0)

    def tag(self, word: str) -> str:
        """Part of speech of `word` (ICTCLAS letters: `v` verb, `ns` place …), `x` if unknown."""
        return self._tags.get(word, UNKNOWN)


def _with_prefixes(frequency: dict[str, int]) -> dict[str, int]:
    """The prefix dictionary that jieba walks: every prefix of a word is in it, with 0 if it is no word."""
    prefixes = dict(frequency)
    for word in frequency:
        for end in range(1, len(word)):
            prefixes.setdefault(word[:end], 0)
    return prefixes


def _among(words: list[str]) -> Iterator[str]:
    """The words, but with 其中 at the head of a clause kept together before a name such as 国岚 (，其|中国|岚…)."""
    at = 0
    while at < len(words):
        opens = at == 0 or words[at - 1] in _PAUSES
        if opens and words[at : at + 2] == ["其", "中国"] and len("".join(words[at + 2 : at + 3])) == 1:
            yield from ("其中", "国")
            at += 2
        else:
            yield words[at]
            at += 1


def _parted(words: Iterable[str]) -> Iterator[str]:
    """The words, but with those parted that lie astride the end of a name."""
    before = ""
    for word in words:
        names, cut = _ASTRIDE.get(word, (_CALLED, 1) if word[0] == "称" else (frozenset[str](), 0))
        if before in names and word[cut:]:
            yield from (word[:cut], word[cut:])
        else:
            yield word
        before = word


class JiebaTokenizer:
    """spaCy's tokenizer of this pipeline: `doc.text` is exactly the text that it was given."""

    def __init__(self, vocab: Vocab, dictionary: Dictionary) -> None:
        self.vocab = vocab
        self.dictionary = dictionary

    def __call__(self, text: str) -> Doc:
        """Tokens of `text`; white space makes tokens of its own."""
        words = self.dictionary.words(text)
        tags = [self.dictionary.tag(word) for word in words]
        return Doc(self.vocab, words=words, spaces=[False] * len(words), tags=tags)

    def pipe(self, texts: Iterable[str]) -> Iterable[Doc]:
        """Tokenize one text after the other."""
        return (self(text) for text in texts)

    def to_bytes(self, **_: object) -> bytes:
        """Nothing to save: the dictionary is jieba's."""
        return b""

    def from_bytes(self, _: bytes, **__: object) -> JiebaTokenizer:
        """Nothing to load."""
        return self


def dictionary_of(nlp: Language) -> Dictionary:
    """The dictionary of a pipeline whose tokenizer is ours.

    Raises:
        ExtractionError: `pipeline.cfg` names another tokenizer.
    """
    if not isinstance(nlp.tokenizer, JiebaTokenizer):
        msg = f"the pipeline's tokenizer is {type(nlp.tokenizer).__name__}; pipeline.cfg must name jjj_jieba"
        raise ExtractionError(msg)
    return nlp.tokenizer.dictionary


@registry.tokenizers("jjj_jieba")  # type: ignore[untyped-decorator]
def create_tokenizer() -> Callable[[Language], JiebaTokenizer]:
    """Make what `pipeline.cfg` asks for."""

    def tokenizer(nlp: Language) -> JiebaTokenizer:
        return JiebaTokenizer(nlp.vocab, Dictionary())

    return tokenizer
