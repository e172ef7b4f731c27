"""Tells a SPARQL query that only reads this graph from one that would change it or go out into the net.

The engine itself would follow SERVICE to any address. Its grammar has no tokens: `1<2)SERVICEex:a{…}` is understood. So
the text is taken apart here only as far as is beyond doubt, and what could be read in two ways is refused.
"""

from __future__ import annotations

import re

from kg.errors import QueryRefused

LONGEST = 1 << 20
"""Characters of the longest query."""
_FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_UPDATES = frozenset(
    {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"},
)
_IRI = r"""[^<>"{}|^`\\\x00-\x20]*"""
_LEXEME = re.compile(
    rf"""(?P<string>'''(?:[^'\\]|\\.|'(?!''))*'''|\"""(?:[^"\\]|\\.|"(?!""))*\""")"""
    r"""|(?P<broken>'''|\""")"""
    r"""|(?P<short>'(?:[^'\\\n\r]|\\.)*'|"(?:[^"\\\n\r]|\\.)*")"""
    r"""|(?P<quote>['"])"""
    # No expression goes on with // after a prefix and “<”, so this is an IRI.
    rf"""|(?P<link><[A-Za-z][A-Za-z0-9+.-]*://{_IRI}>)"""
    # This may be an IRI or two comparisons, but the text behind it is read alike either way.
    r"""|(?P<harmless><[^<>"{}|^`\\\x00-\x20#')]*>)"""
    rf"""|(?P<doubtful><{_IRI}>)"""
    r"""|(?P<comment>\#[^\n\r]*)"""
    r"""|(?P<variable>[?$]\w+)"""
    r"""|(?P<local>:(?:[\w:%.-]|\\.)*)"""
    r"""|(?P<escape>\\.)"""
    r"""|(?P<word>[^\W\d]\w*(?![\w]|\s*:))""",
    re.DOTALL,
)
_SERVICE = re.compile("service", re.IGNORECASE)


def refuse_unless_reading(query: str) -> None:
    """Let one query pass that only reads, and only here.

    Raises:
        QueryRefused: it is empty, broken or too long, would change the graph, or names SERVICE.
    """
    if len(query) > LONGEST:
        raise QueryRefused(f"the query has {len(query)} characters; at most {LONGEST} are read")
    words, rest = _taken_apart(query)
    form = next((word for word in words if word in _FORMS | _UPDATES), None)
    if form in _UPDATES:
        raise QueryRefused(f"{form} would change the graph, which can only be read; ask with SELECT, ASK or CONSTRUCT")
    if form is None:
        raise QueryRefused("a query asks with SELECT, ASK, CONSTRUCT or DESCRIBE")
    if _SERVICE.search(rest):
        raise QueryRefused(
            "SERVICE would ask another server, and nothing is fetched here; a prefix cannot be called so either"
        )


def _taken_apart(query: str) -> tuple[list[str], str]:
    """Words of the query, and all of it that is no string, IRI, comment, variable or local name."""
    words: list[str] = []
    rest: list[str] = []
    end = 0
    for lexeme in _LEXEME.finditer(query):
        rest.append(query[end : lexeme.start()])
        end = lexeme.end()
        match lexeme.lastgroup:
            case "broken" | "quote":
                raise QueryRefused(f"{lexeme.group()} at character {lexeme.start() + 1} is never closed")
            case "doubtful":
                raise QueryRefused(
                    f"{lexeme.group()} at character {lexeme.start() + 1} could be an IRI or a comparison; "
                    "put a space after “<” to compare, or use a prefix"
                )
            case "word":
                words.append(lexeme.group().upper())
                rest.append(lexeme.group())
            case _:
                rest.append(" ")
    return words, "".join((*rest, query[end:]))
