// 谁同时在几家机构任职 · Who holds posts in several bodies
// theme: 人与技术 · Technology
// shape: person, number, posts
// runs on: Neo4j
MATCH (person:Person)-[r:HOLDS_POSITION {status: 'asserted'}]->(body:Body)
WITH person, body, split(split(r.qualifiers, '"name":"title","text":"')[1], '"')[0] AS title
ORDER BY body.name, title
WITH person, count(DISTINCT body) AS number, collect(body.name + coalesce(' ' + title, '')) AS posts
WHERE number > 1
RETURN person.name AS person, number, posts
ORDER BY number DESC, person;
