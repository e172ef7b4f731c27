// 哪些文章是转载，原文是哪篇 · Which documents are reprints, and of which report
// theme: 证据 · Evidence
// shape: title, publisher, published, original, original_publisher
// runs on: both stores
MATCH (d:Document)
MATCH (first:Document {id: d.original})
RETURN d.title AS title, d.publisher AS publisher, d.published AS published, first.title AS original,
  first.publisher AS original_publisher
ORDER BY published, title, publisher;
