// 这两者之间的关系有什么证据：原句、文章、链接 · The evidence of what stands between two things: sentences, documents, links
// theme: 证据 · Evidence
// shape: relation, status, confidence, sentence, title, publisher, published, link
// runs on: Neo4j
:param one => '中国农业银行天津分行';
:param other => '永续新材料';
MATCH (a:Entity)-[r]-(b:Entity)
WHERE $one IN [a.name] + a.aliases AND $other IN [b.name] + b.aliases
UNWIND range(0, size(r.sentences) - 1) AS i
OPTIONAL MATCH (d:Document {id: r.document_ids[i]})
RETURN startNode(r).name + ' ' + type(r) + ' ' + endNode(r).name AS relation, r.status AS status, round(r.confidence, 2) AS confidence,
  r.sentences[i] AS sentence, d.title AS title, d.publisher AS publisher, d.published AS published, d.url AS link
ORDER BY relation, published, title, sentence, confidence DESC;
