"""Explanations as one page for a browser: displaCy marks the names, and each sentence has below it what it tells.

The page needs nothing but itself: it holds no script, and forbids the browser to run or to load any.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from typing import TYPE_CHECKING

from spacy import displacy

from kg.extract.explanation import ExplainedRelation, Explanation, Passage, closest, particular, visible
from kg.model import Status

if TYPE_CHECKING:
    from kg.ontology import Ontology

_PAGE = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<main>
{content}
</main>
</body>
</html>
"""
_STYLE = """
:root {
  color-scheme: light dark;
  --paper: #faf8f5; --card: #fff; --ink: #1f1d1a; --soft: #6b645b; --line: #e4ded5; --accent: #a8340b;
  --Body: #cfe8cf; --FinancialBody: #fbe08a; --SupportBody: #ffd3b0; --KnowledgeBody: #c5dcfa;
  --PublicBody: #e2d2f7; --Place: #bfe8e6; --Agent: #fbcfdc; --Topic: #e3e3d3; --Entity: #e0e0e0;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #171513; --card: #211e1b; --ink: #efeae3; --soft: #a79f94; --line: #3a352f; --accent: #f29b6c;
    --Body: #27502b; --FinancialBody: #614d08; --SupportBody: #6a3b16; --KnowledgeBody: #1f4272;
    --PublicBody: #492d70; --Place: #0f5150; --Agent: #6d2339; --Topic: #4a4a35; --Entity: #444;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 17px/1.7 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif; }
main { max-width: 52rem; margin: 0 auto; padding: 1.5rem 1.25rem 4rem; }
h1 { font-size: 1.5rem; line-height: 1.35; margin: 1.5rem 0 .25rem; }
[lang="en"] { color: var(--soft); font-size: .82em; font-weight: 400; }
.source, .none { color: var(--soft); margin: 0 0 1rem; overflow-wrap: anywhere; }
.legend { display: flex; flex-wrap: wrap; gap: .3rem .5rem; margin: 0 0 1.5rem; padding: 0; list-style: none; }
.legend li, mark { color: inherit; border-radius: .3rem; padding: .05em .35em; box-decoration-break: clone;
  -webkit-box-decoration-break: clone; }
mark small { font-size: .68em; opacity: .8; margin-left: .35em; }
.entities { overflow-wrap: anywhere; line-height: 2 !important; margin: .6rem 0; }
article + article { border-top: 3px double var(--line); margin-top: 3rem; padding-top: 1rem; }
ul.told { list-style: none; margin: .25rem 0 1.5rem; padding: 0; }
ul.told > li { background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--accent);
  border-radius: .5rem; margin: .5rem 0; padding: .6rem .9rem; overflow-wrap: anywhere; }
ul.told > li.unasserted { border-left-style: dashed; }
.ends { margin: 0; font-weight: 600; }
.ends .verb { color: var(--accent); }
.status { border: 1px solid currentColor; border-radius: 1em; padding: 0 .6em; font-size: .82em; font-weight: 400; }
.particulars { margin: .15rem 0 0; padding: 0; list-style: none; display: flex; flex-wrap: wrap; gap: 0 1.25rem; }
.particulars b { font-weight: 400; color: var(--soft); }
.why { margin: .15rem 0 0; color: var(--soft); font-size: .88rem; }
"""
_MARK = '<mark style="background: {bg}" title="{name}">{text}<small>{label}</small></mark>'
_NOTHING = '<p class="none">没有读出关系 <span lang="en">No relation is told</span></p>'
_GROUPS = frozenset(re.findall(r"--([A-Z]\w+):", _STYLE))
"""Types that have a colour; others have that of the closest type above them."""


def page(explanations: Iterable[Explanation], ontology: Ontology) -> str:
    """One HTML page that explains documents; what a document holds is shown and never obeyed."""
    explained = list(explanations)
    title = explained[0].document.title or explained[0].document.source if len(explained) == 1 else "jjj explain"
    content = "\n".join(_document(each, ontology) for each in explained)
    return _PAGE.format(title=_safe(title), style=_STYLE, content=content)


def _colour(type_: str, ontology: Ontology) -> str:
    return f"var(--{closest(type_, _GROUPS, ontology) or 'Entity'})"


def _document(explanation: Explanation, ontology: Ontology) -> str:
    document = explanation.document
    day = document.published.isoformat() if document.published else None
    source = " · ".join(filter(None, (document.publisher, day, document.url or document.source)))
    told = "" if explanation.relations else _NOTHING
    title = "" if document.text.startswith(document.title) else document.title
    return "\n".join(
        (
            "<article>",
            *([f"<h1>{_safe(title)}</h1>"] if title else []),
            f'<p class="source">{_safe(source)}</p>',
            f'<ul class="legend">{"".join(_legend(explanation, ontology))}</ul>{told}',
            *(_passage(explanation, passage, ontology) for passage in explanation.passages()),
            "</article>",
        )
    )


def _legend(explanation: Explanation, ontology: Ontology) -> Iterator[str]:
    present = {name.type for name in explanation.names}
    for key in sorted(present, key=lambda each: (_colour(each, ontology), each)):
        yield f'<li style="background: {_colour(key, ontology)}">{_label("types", key, ontology)}</li>'


def _passage(explanation: Explanation, passage: Passage, ontology: Ontology) -> str:
    labels = {name.type: ontology.type(name.type).label() for name in passage.names}
    colours = {label: _colour(key, ontology) for key, label in labels.items()}
    text, begin = explanation.shown(passage)
    shown = {
        "text": text,
        "ents": [
            {
                "start": name.start - begin,
                "end": name.end - begin,
                "label": labels[name.type],
                "params": {"name": _safe(name.name), "label": escape(labels[name.type])},
            }
            for name in passage.names
        ],
    }
    options = {"colors": colours, "template": _MARK}
    marked = displacy.render(shown, style="ent", manual=True, jupyter=False, options=options) if text else ""
    told = "\n".join(_relation(relation, ontology) for relation in passage.relations)
    return f'{marked}\n<ul class="told">\n{told}\n</ul>' if told else marked


def _relation(relation: ExplainedRelation, ontology: Ontology) -> str:
    asserted = relation.status is Status.ASSERTED
    status = ontology.statuses[relation.status]
    mark = "" if asserted else f' <span class="status">{escape(status["zh"])} {escape(status["en"])}</span>'
    verb = _label("predicates", relation.predicate, ontology)
    particulars = "".join(
        f"<li><b>{_label('qualifiers', each.name, ontology)}</b> {_safe(particular(each, ontology))}</li>"
        for each in relation.qualifiers
    )
    return "\n".join(
        (
            f'<li class="{"asserted" if asserted else "unasserted"}">',
            f'<p class="ends">{_safe(relation.subject)} → <span class="verb">{verb}</span> →',
            f"{_safe(relation.object)}{mark}</p>",
            *([f'<ul class="particulars">{particulars}</ul>'] if particulars else []),
            f'<p class="why" lang="en">{relation.confidence:.2f} · {_safe(relation.origin)}: {_safe(relation.why)}</p>',
            "</li>",
        )
    )


def _label(terms: str, key: str, ontology: Ontology) -> str:
    """A term in both languages; one that the ontology does not hold as it is."""
    term = getattr(ontology, terms).get(key)
    return f'{escape(term.label("zh"))} <span lang="en">{escape(term.label("en"))}</span>' if term else _safe(key)


def _safe(text: str) -> str:
    """Text of a document as HTML, also within an attribute."""
    return escape(visible(text))
