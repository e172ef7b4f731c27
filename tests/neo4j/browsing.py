"""The Neo4j Browser in a real Chromium, used as people use it: the form, files dropped onto the page, favourites."""

from __future__ import annotations

import shutil
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.neo4j.server import Server

_FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-proxy-server")
_PATIENCE = 60_000
"""Milliseconds that any step may take."""
_DROP = """([name, content]) => {
  const files = new DataTransfer();
  files.items.add(new File([Uint8Array.from(atob(content), each => each.charCodeAt(0))], name));
  for (const kind of ["dragenter", "dragover", "drop"])
    document.querySelector(".filedrop").dispatchEvent(
      new DragEvent(kind, {bubbles: true, cancelable: true, dataTransfer: files}));
}"""
_NODES = """() => [...document.querySelectorAll("#svg-vis g.node")].map(node => [
  node.querySelector("circle.b-outline").getAttribute("fill"),
  [...node.querySelectorAll("text.caption")].map(line => line.textContent.replaceAll(" ", "")).join(""),
])"""
_STILL = """() => {
  const places = [...document.querySelectorAll("#svg-vis g.node")].map(each => each.getAttribute("transform")).join();
  const still = places === window.placesBefore;
  window.placesBefore = places;
  return still;
}"""


@dataclass(frozen=True, slots=True)
class Shown:
    """A node as it is drawn: its colour, and its caption as far as it fits."""

    colour: str
    caption: str


class Browsing:
    """One page of the Neo4j Browser."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def connect(self, server: Server) -> None:
        """Log in through the form."""
        self.page.goto(server.browser)
        self.page.get_by_test_id("bolt-scheme-select").select_option("bolt://")
        self.page.get_by_test_id("username").fill(server.user)
        self.page.get_by_test_id("password").fill(server.password)
        self.page.get_by_test_id("connect").click()
        self.page.get_by_text("You are connected as user").wait_for()

    def drop(self, path: Path) -> None:
        """Drop a file onto the page."""
        self.page.evaluate(_DROP, [path.name, b64encode(path.read_bytes()).decode()])

    def choose(self, folder: str, question: str) -> None:
        """Open a folder of favourites, and one of them, which then stands in the editor."""
        self.page.get_by_test_id("navigationFavorites").click()
        self.page.get_by_text(folder).click()
        self.page.get_by_text(question).first.click()
        self.page.get_by_test_id("activeEditor").get_by_text(question).first.wait_for()

    def replace(self, text: str, *, showing: str) -> None:
        """Type another text into the editor, as who changes an example does, and wait until it shows some word."""
        editor = self.page.get_by_test_id("activeEditor")
        editor.click()
        editor.locator(".monaco-editor.focused").wait_for()
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(text)
        editor.get_by_text(showing).first.wait_for()

    def run(self) -> None:
        """Run what stands in the editor, and wait until a graph is drawn."""
        self.page.get_by_test_id("editor-Run").first.click()
        self.page.locator("#svg-vis g.node").first.wait_for()

    def enlarge(self) -> None:
        """Let the graph fill the window."""
        self.page.get_by_test_id("frame").first.get_by_title("Fullscreen").click()

    def fit(self) -> None:
        """Show all of the graph, as large as it goes."""
        self.page.get_by_label("zoom-to-fit").first.click()

    def settle(self) -> None:
        """Wait until the nodes have found their places."""
        self.page.wait_for_function(_STILL, polling=400)

    def nodes(self) -> list[Shown]:
        """The nodes that are drawn."""
        return [Shown(*each) for each in self.page.evaluate(_NODES)]

    def captions(self) -> list[str]:
        """What stands on the relationships that are drawn."""
        return [text.strip() for text in self.page.locator("#svg-vis g.relationship text").all_text_contents()]


@contextmanager
def browsing(*, width: int = 1440, height: int = 900) -> Iterator[Browsing]:
    """A fresh page in a window of this size, in pixels.

    Raises:
        FileNotFoundError: there is no Chromium.
    """
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        raise FileNotFoundError("Chromium is missing: install it (Debian: apt-get install chromium fonts-noto-cjk)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(_FLAGS))
        page = browser.new_page(viewport={"width": width, "height": height}, locale="zh-CN")
        page.set_default_timeout(_PATIENCE)
        yield Browsing(page)
        browser.close()
