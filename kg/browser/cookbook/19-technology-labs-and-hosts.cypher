// 实验室依托谁、由谁共建 · Laboratories, their hosts and who built them
// theme: 人与技术 · Technology
// shape: lab, how, host
// runs on: Neo4j
MATCH (lab:Lab)-[r:PART_OF|FOUNDED_BY|OPERATED_BY {status: 'asserted'}]->(host:Body)
RETURN lab.name AS lab, type(r) AS how, host.name AS host
ORDER BY lab, how, host;
