// 一所高校的成果去了哪里：技术转让、创办和孵化的企业（含院系和实验室） · Where a university's results went: licences, foundations and incubated firms, its schools and labs included
// theme: 人与技术 · Technology
// shape: source, how, to, technology, amount, day
// runs on: Neo4j
:param university => '清华大学';
MATCH (source:KnowledgeBody)-[:PART_OF|OPERATED_BY*0..2]->(university:University)
WHERE $university IN [university.name] + university.aliases
WITH DISTINCT source
MATCH (source)-[r:TRANSFERRED_TO|FOUNDED_BY|INCUBATED_BY {status: 'asserted'}]-(other:Body)
WHERE (type(r) = 'TRANSFERRED_TO') = (startNode(r) = source)
RETURN source.name AS source, type(r) AS how, other.name AS to,
  split(split(r.qualifiers, '"name":"technology","text":"')[1], '"')[0] AS technology, r.amount AS amount,
  coalesce(r.date, r.published) AS day
ORDER BY source, how, to;
