// 谁一边创办企业或在企业任职，一边在高校、院所任职 · Founders and officers of firms who also hold a post at a university or institute
// theme: 人与技术 · Technology
// shape: person, firm, school
// runs on: Neo4j
MATCH (school:KnowledgeBody)<-[post:HOLDS_POSITION]-(person:Person),
  (person)-[r:FOUNDED_BY|HOLDS_POSITION]-(firm:Company)
WHERE post.status = 'asserted' AND r.status = 'asserted'
RETURN DISTINCT person.name AS person, firm.name AS firm, school.name AS school
ORDER BY person, firm, school;
