// 哪些文章同时提到这两者 · Documents that name both of two things
// theme: 证据 · Evidence
// shape: published, title, publisher, link, reprint
// runs on: Neo4j
:param one => '海河产业基金';
:param other => '天津大学北洋教育发展基金会';
MATCH (a:Entity)<-[:MENTIONS]-(d:Document)-[:MENTIONS]->(b:Entity)
WHERE $one IN [a.name] + a.aliases AND $other IN [b.name] + b.aliases
RETURN d.published AS published, d.title AS title, d.publisher AS publisher, d.url AS link,
  d.original IS NOT NULL AS reprint
ORDER BY published, title;
