"""What can be claimed of the start page without a browser."""

from __future__ import annotations

import re
from pathlib import Path

import httpx
import pytest

import api

FOLDER = Path(api.__file__).parent / "page"
FILES = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.iterdir()}


def test_the_start_page_is_served_in_chinese_first(client: httpx.Client) -> None:
    response = client.get("/")
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert response.text.index("谁资助了这家企业") < response.text.index("Who financed this company")


@pytest.mark.parametrize(
    ("name", "media"),
    [
        ("page.css", "text/css; charset=utf-8"),
        ("page.js", "text/javascript; charset=utf-8"),
        ("icon.svg", "image/svg+xml"),
    ],
)
def test_its_files_are_served(client: httpx.Client, name: str, media: str) -> None:
    response = client.get(f"/page/{name}")
    assert (response.status_code, response.headers["content-type"]) == (200, media)
    assert response.text == FILES[name]


@pytest.mark.parametrize("name", ["index.html", "../app.py", "..%2Fapp.py", "%2Fetc%2Fpasswd"])
def test_nothing_else_is_served(client: httpx.Client, name: str) -> None:
    assert client.get(f"/page/{name}").status_code == 404


def test_nothing_is_loaded_from_elsewhere_nor_run_inline(client: httpx.Client) -> None:
    assert (
        "default-src 'none'; script-src 'self'; style-src 'self'" in client.get("/").headers["content-security-policy"]
    )
    assert not re.search(r"(?:src|href)=[\"']?(?:https?:)?//", FILES["index.html"])
    assert not re.search(r"url\(|@import", FILES["page.css"])
    assert not re.search(r"\bon\w+=|style=|<script>", FILES["index.html"])


def test_every_element_that_the_script_looks_for_is_on_the_page() -> None:
    wanted = set(re.findall(r"\$\(\"([\w-]+)\"\)", FILES["page.js"]))
    assert wanted
    assert wanted <= set(re.findall(r"\bid=\"([\w-]+)\"", FILES["index.html"]))


def test_texts_of_documents_are_never_read_as_markup() -> None:
    assert not re.search(r"innerHTML\s*=|outerHTML|insertAdjacentHTML|document\.write|eval\(", FILES["page.js"])
