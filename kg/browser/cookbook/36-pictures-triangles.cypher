// 银行、企业与担保人的三角，画成图 · Triangles of bank, firm and guarantor, as a picture
// theme: 图 · Pictures
// shape: a picture
// runs on: Neo4j
MATCH guarantee = (firm:Body)-[:GUARANTEED_BY {status: 'asserted'}]->(:Body)
OPTIONAL MATCH loan = (:Body)-[:LOANED_TO|INVESTED_IN {status: 'asserted'}]->(firm)
RETURN guarantee, loan
LIMIT 100;
