"""Web pages: their main text, without navigation, advertisements and comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from configparser import ConfigParser
from copy import deepcopy

from lxml.etree import LxmlError
from trafilatura import bare_extraction
from trafilatura.settings import DEFAULT_CONFIG

from kg.documents.contents import decode
from kg.documents.particulars import parse_date
from kg.documents.raw import Raw
from kg.errors import DocumentError
from kg.model import Document

_AROUND = ["//nav", "//footer", "//aside", "//form", "//button", "//*[@role='navigation']"]
_DECLARED = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]{2,20})""", re.IGNORECASE)


def _for_chinese() -> ConfigParser:
    """Trafilatura counts characters; a Chinese report needs a third of those of an English one."""
    config = deepcopy(DEFAULT_CONFIG)
    for option, characters in (("MIN_EXTRACTED_SIZE", "60"), ("MIN_OUTPUT_SIZE", "1")):
        config["DEFAULT"][option] = characters
    return config


_CONFIG = _for_chinese()


def read(raw: Raw) -> Iterator[Document]:
    """The one document that the page is; the date is that which the page's metadata or address give."""
    page = _decode(raw)
    try:
        found = bare_extraction(
            page,
            include_comments=False,
            with_metadata=True,
            favor_precision=False,
            prune_xpath=_AROUND,
            config=_CONFIG,
            date_extraction_params={"original_date": True, "extensive_search": False, "outputformat": "%Y-%m-%d"},
        ) or bare_extraction(page, include_comments=False, prune_xpath=_AROUND, config=_CONFIG)
    except (LxmlError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise DocumentError(f"{raw.source} is no web page that can be read: {error}") from error
    if found is None or isinstance(found, dict) or not found.text:
        raise DocumentError(f"{raw.source} is a web page without an article; save the page of the report itself")
    yield raw.document(
        found.text,
        title=found.title or "",
        url=found.url,
        publisher=found.sitename,
        published=parse_date(found.date) if found.date else None,
    )


def _decode(raw: Raw) -> str:
    """The page's characters; the encoding that it declares is tried where the usual ones fail."""
    try:
        return decode(raw.data, raw.source)
    except DocumentError:
        declared = _DECLARED.search(raw.data[:4096])
        if declared is None:
            raise
        try:
            return raw.data.decode(declared[1].decode("ascii"), "replace")
        except LookupError as unknown:
            raise DocumentError(
                f"{raw.source} declares an unknown encoding {declared[1]!r}; save it as UTF-8"
            ) from unknown
