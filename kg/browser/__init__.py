"""What people take along into the Neo4j Browser: a cookbook of queries as favourites, and a style sheet.

Knows the ontology and files; neither stores nor servers.
"""

from kg.browser.favourites import favourites
from kg.browser.recipes import Recipe, recipes
from kg.browser.style import style_sheet

__all__ = ["Recipe", "favourites", "recipes", "style_sheet"]
