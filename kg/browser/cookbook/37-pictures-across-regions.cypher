// 跨越京津冀的投资、创办与母子公司，画成图 · Investment, foundation and daughters across Beijing, Tianjin and Hebei, as a picture
// theme: 图 · Pictures
// shape: a picture
// runs on: Neo4j
MATCH path = (a:Agent)-[:INVESTED_IN|FOUNDED_BY|SUBSIDIARY_OF|RELOCATED_FROM {status: 'asserted'}]->(b:Entity)
WHERE a.scope <> b.scope AND a.scope IN ['beijing', 'tianjin', 'hebei'] AND b.scope IN ['beijing', 'tianjin', 'hebei']
RETURN path
LIMIT 150;
