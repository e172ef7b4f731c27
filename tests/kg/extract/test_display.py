"""The page that explains a document: it shows what the document holds, and obeys none of it."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from lxml import html

from kg.extract.display import page
from kg.extract.explanation import Explanation
from kg.model import Document, Extraction, Mention, Qualifier, Statement, Status
from kg.ontology import Ontology

ONTOLOGY = Ontology.load()
EVIL = "</title><script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
BANK, FIRM = f"海棠{EVIL}银行", '云杉" onmouseover="alert(1)科技'
TEXT = f"{EVIL}\n{BANK}拟向{FIRM}授信\x1b500万元。\x00</mark></main>\n"
DOCUMENT = Document(f"标题{EVIL}", TEXT, "a.txt", f"https://example.org/{EVIL}", f"日报{EVIL}", date(2024, 3, 18))
CHROMIUM = shutil.which("chromium")
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


def extraction(*statements: Statement) -> Extraction:
    mentions = []
    for name, kind, referent in ((BANK, "Bank", "r1"), (FIRM, "Company", "r2")):
        start = TEXT.index(name)
        mentions.append(Mention(DOCUMENT.span(start, start + len(name)), kind, referent))
    return Extraction(DOCUMENT, tuple(mentions), statements)


def hostile() -> str:
    sentence = DOCUMENT.span(TEXT.index(BANK), TEXT.index("。") + 1)
    amount = Qualifier("amount", f"500万元{EVIL}", "5000000", "CNY")
    said = Statement(
        DOCUMENT.id, "r1", "loaned_to", "r2", sentence, (amount,), Status.PLANNED, 0.8, f"rule:{EVIL}"
    )  # fmt: skip
    return page([Explanation.of(extraction(said))], ONTOLOGY)


def test_a_hostile_document_adds_nothing_to_the_page() -> None:
    tree = html.document_fromstring(hostile())
    assert {element.tag for element in tree.iter()} == {
        *("html", "head", "meta", "title", "style", "body", "main", "article", "h1", "p", "span", "ul", "li"),
        *("div", "mark", "small", "b", "br"),
    }
    assert {name for element in tree.iter() for name in element.attrib} == {
        *("lang", "charset", "name", "content", "http-equiv", "class", "style", "title"),
    }
    assert [mark.get("title") for mark in tree.iter("mark")] == [BANK, FIRM]


def test_every_character_of_the_text_is_shown() -> None:
    tree = html.document_fromstring(hostile())
    for label in tree.iter("small"):
        label.text = ""
    shown = "".join(each.text_content() for each in tree.find_class("entities"))
    assert shown == TEXT.replace("\n", "").replace("\x1b", "\ufffd").replace("\x00", "\ufffd")


def test_a_relation_stands_with_status_particulars_and_reason() -> None:
    [told] = html.document_fromstring(hostile()).find_class("unasserted")
    words = " ".join(told.text_content().split())
    assert f"{BANK} → 贷款给 loaned to → " in words
    assert "计划中 planned" in words
    assert f"金额 amount 500万元{EVIL} = 5000000 CNY" in words
    assert f"0.80 · rule:{EVIL}: Told by rule:{EVIL}." in words


def test_a_page_without_relations_says_so() -> None:
    assert "没有读出关系" in page([Explanation.of(extraction())], ONTOLOGY)


def test_several_documents_share_one_page() -> None:
    explanation = Explanation.of(extraction())
    tree = html.document_fromstring(page([explanation, explanation], ONTOLOGY))
    assert len(tree.findall(".//article")) == 2
    assert tree.findtext(".//title") == "jjj explain"


def test_every_type_has_a_colour_by_day_and_by_night() -> None:
    style = page([], ONTOLOGY)
    day, night = (set(re.findall(r"--(\w+):", each)) for each in style.split("@media")[:2])
    assert day == night
    entities = [
        Mention(DOCUMENT.span(at, at + 1), kind.key, f"r{at}")
        for at, kind in enumerate(each for each in ONTOLOGY.types.values() if not each.abstract)
    ]
    coloured = page([Explanation.of(Extraction(DOCUMENT, tuple(entities), ()))], ONTOLOGY)
    groups = set(re.findall(r"var\(--([A-Z]\w+)\)", coloured))
    assert groups == {
        *("Body", "FinancialBody", "SupportBody", "KnowledgeBody", "PublicBody", "Place", "Agent", "Topic"),
    }
    assert groups < day


def _dom(content: str, folder: Path) -> str:
    path = folder / "page.html"
    path.write_text(content, encoding="utf-8")
    command = [str(CHROMIUM), *FLAGS, f"--user-data-dir={folder / 'profile'}", "--dump-dom", path.as_uri()]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
def test_a_browser_shows_the_page_and_runs_nothing(tmp_path: Path) -> None:
    control = _dom("<title>x</title><script>document.title='owned'</script>", tmp_path)
    assert "<title>owned</title>" in control  # the browser does run scripts
    tree = html.document_fromstring(_dom(hostile(), tmp_path))
    assert tree.findtext(".//title") == DOCUMENT.title
    assert [mark.get("title") for mark in tree.iter("mark")] == [BANK, FIRM]
    injected = hostile().replace("<main>", "<main><script>document.title='owned'</script>")
    assert "<title>owned</title>" not in _dom(injected, tmp_path)  # not even if escaping were to fail
