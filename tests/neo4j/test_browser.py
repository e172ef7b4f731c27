"""The real Neo4j Browser draws the graph as our style sheet says, from favourites that were dropped onto it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from kg.browser import favourites, recipes, style_sheet
from kg.browser.style import colour
from kg.ontology import Ontology
from kg.settings import GraphServer
from kg.store.bolt import BoltStore
from tests.kg.browser.graph import cookbook_graph
from tests.neo4j.browsing import Browsing, browsing
from tests.neo4j.clearing import clear
from tests.neo4j.server import Server

BACKERS = next(recipe for recipe in recipes() if recipe.name.endswith("pictures-backers"))


@pytest.fixture(scope="module")
def page(
    neo4j_server: Server, graph_server: GraphServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Browsing]:
    """A page that is logged in and has taken in the style sheet and the favourites."""
    clear(graph_server)
    with BoltStore(graph_server) as store:
        store.write(cookbook_graph())
    files = tmp_path_factory.mktemp("files")
    (files / "style.grass").write_text(style_sheet(Ontology.load()), encoding="utf-8")
    (files / "favourites.zip").write_bytes(favourites(recipes()))
    with browsing() as page:
        page.connect(neo4j_server)
        page.drop(files / "style.grass")
        page.page.get_by_text("node.Entity {").wait_for()
        page.drop(files / "favourites.zip")
        yield page


def test_a_favourite_draws_styled_nodes_with_chinese_captions(page: Browsing) -> None:
    page.choose(f"jjj {BACKERS.theme}", BACKERS.zh)
    page.replace(BACKERS.favourite.replace(str(BACKERS.parameters["firm"]), "雁栖芯片"), showing="雁栖芯片")
    page.run()
    ontology = Ontology.load()
    company, fund, firm = (colour(ontology, key) for key in ("Company", "Fund", "InvestmentFirm"))
    assert fund == firm
    shown = page.nodes()
    assert Counter(each.colour for each in shown) == {company: 1, fund: 3}
    assert {(each.colour, each.caption[:6]) for each in shown} == {
        (fund, "青禾产业投资"), (fund, "渤湾引导母基"), (fund, "北京拾级创业"), (company, "北京雁栖芯片"),
    }  # fmt: skip
    assert not any("…" in each.caption for each in shown)
    assert sorted(page.captions()) == ["投资", "投资 1.5亿元", "投资 5亿元"]
