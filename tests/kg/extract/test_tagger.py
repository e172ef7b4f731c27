"""The tagger's network: what it knows, what it says, and how it is stored."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.features import COLUMNS
from kg.extract.tagger import Tagger, Vocabulary, batches, padded
from kg.extract.training.tagging import Lesson, train_tagger

TYPES = ("Bank", "Company")


def rows(words: Sequence[str]) -> list[tuple[str, ...]]:
    return [(word, word[0], word[-1], word[-2:], *[""] * (len(COLUMNS) - 4)) for word in words]


def lesson(words: str, *names: tuple[int, int, str]) -> Lesson:
    listed = words.split()
    return Lesson(rows(listed), [(0, len(listed))], names)


LESSONS = [
    lesson("岚州 银行 支持 企业", (0, 2, "Bank")),
    lesson("企业 到 云州 银行 贷款", (2, 4, "Bank")),
    lesson("岚汐 科技 到 了", (0, 2, "Company")),
    lesson("他 到 云汐 科技 了", (2, 4, "Company")),
] * 4


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return train_tagger(LESSONS, TYPES, seed=1, epochs=15)


def names(tagger: Tagger, words: str) -> set[tuple[int, int, str]]:
    listed = words.split()
    return {span[1:4] for span in tagger.spans(rows(listed), [(0, len(listed))]) if span.probability > 0.5}


def test_names_never_seen_are_found_by_what_they_look_like(tagger: Tagger) -> None:
    assert names(tagger, "企业 到 霁州 银行 了") == {(2, 4, "Bank")}
    assert names(tagger, "支持 霁汐 科技") == {(1, 3, "Company")}


def test_values_of_too_few_documents_are_unknown() -> None:
    vocabulary = Vocabulary.of([rows(["岚州", "银行"]), rows(["银行"])])
    assert vocabulary.numbers(rows(["岚州", "银行"]))[:, 0].tolist() == [0, 1]


def test_same_seed_gives_the_same_bytes(tagger: Tagger, tmp_path: Path) -> None:
    again = train_tagger(LESSONS, TYPES, seed=1, epochs=15)
    for name, each in (("one", tagger), ("two", again)):
        (tmp_path / name).mkdir()
        each.save(tmp_path / name)
    for file in ("tagger.npz", "vocabulary.json"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


def test_another_seed_gives_other_weights(tagger: Tagger) -> None:
    other = train_tagger(LESSONS, TYPES, seed=2, epochs=15)
    assert not np.array_equal(tagger.transitions, other.transitions)


def test_a_tagger_read_back_says_the_same(tagger: Tagger, tmp_path: Path) -> None:
    tagger.save(tmp_path)
    back = Tagger.read(tmp_path)
    text = rows(["霁州", "银行", "支持", "霁汐", "科技"])
    assert back.spans(text, [(0, 5)]) == tagger.spans(text, [(0, 5)])


def test_weights_of_another_shape_are_refused(tagger: Tagger, tmp_path: Path) -> None:
    tagger.save(tmp_path)
    listed = (tmp_path / "vocabulary.json").read_text()
    (tmp_path / "vocabulary.json").write_text(listed.replace('"企业",', '"企业",\n"更多",', 1))
    with pytest.raises(ValueError, match="has weights of the shape"):
        Tagger.read(tmp_path)


def test_features_of_another_version_are_refused(tagger: Tagger, tmp_path: Path) -> None:
    tagger.save(tmp_path)
    listed = (tmp_path / "vocabulary.json").read_text()
    (tmp_path / "vocabulary.json").write_text(listed.replace('"ending"', '"middle"'))
    with pytest.raises(ValueError, match="has the columns"):
        Tagger.read(tmp_path)


@pytest.fixture(scope="module")
def saved(tagger: Tagger, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("saved")
    tagger.save(folder)
    return folder


@pytest.mark.parametrize("share", [0, 0.1, 0.5, 0.99])
def test_weights_cut_off_are_refused(saved: Path, tmp_path: Path, share: float) -> None:
    whole = (saved / "tagger.npz").read_bytes()
    (tmp_path / "vocabulary.json").write_bytes((saved / "vocabulary.json").read_bytes())
    (tmp_path / "tagger.npz").write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(ValueError, match=r"tagger\.npz is damaged"):
        Tagger.read(tmp_path)


@settings(max_examples=40)
@given(st.integers(0, 10_000_000), st.integers(1, 255))
def test_no_flipped_byte_does_more_than_being_refused(saved: Path, at: int, change: int) -> None:
    content = bytearray((saved / "tagger.npz").read_bytes())
    content[at % len(content)] ^= change
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "vocabulary.json").write_bytes((saved / "vocabulary.json").read_bytes())
        (Path(folder) / "tagger.npz").write_bytes(content)
        try:
            Tagger.read(Path(folder))
        except ValueError as error:
            assert "tagger.npz is damaged" in str(error)  # noqa: PT017 - some bytes of an archive say nothing


@given(st.lists(st.integers(1, 300), max_size=200))
def test_batches_hold_every_sentence_once_and_little_padding(lengths: list[int]) -> None:
    ends = np.cumsum([0, *lengths]).tolist()
    sentences = list(pairwise(ends))
    found = list(batches(sentences))
    assert sorted(sentence for batch in found for sentence in batch) == sentences
    for batch in found:
        cells = len(batch) * max(end - first for first, end in batch)
        assert cells <= max(8_192, 2 * sum(end - first for first, end in batch))


def test_padding_is_masked() -> None:
    scores = np.arange(12, dtype=np.float32).reshape(6, 2)
    table, mask = padded(scores, [(0, 4), (4, 6)])
    assert mask.tolist() == [[1, 1, 1, 1], [1, 1, 0, 0]]
    assert table[1].tolist() == [[8, 9], [10, 11], [0, 0], [0, 0]]
