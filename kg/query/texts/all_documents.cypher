// Every document that the graph was read from.
MATCH (d:Document)
RETURN d.id AS id, d.title AS title, d.source AS source, d.url AS url, d.publisher AS publisher, d.published AS published,
  d.original AS original
