// 一家企业背后三层以内的资金，画成图 · The money behind a firm up to three steps, as a picture
// theme: 图 · Pictures
// shape: a picture
// runs on: Neo4j
:param firm => '智谱';
MATCH path = (:Agent|Region)-[steps:INVESTED_IN|LOANED_TO*1..3]->(firm:Company)
WHERE $firm IN [firm.name] + firm.aliases AND all(step IN steps WHERE step.status = 'asserted')
RETURN path
LIMIT 100;
