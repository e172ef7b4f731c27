// 各园区每年新进多少企业 · How many firms each park took in, year by year
// theme: 空间 · Places
// shape: park, year, firms, names
// runs on: Neo4j
MATCH (firm:Body)-[r:LOCATED_IN|INCUBATED_BY {status: 'asserted'}]->(park:Park|Incubator)
WITH park.name AS park, left(coalesce(r.date, r.published), 4) AS year, firm.name AS name
WITH DISTINCT park, year, name ORDER BY name
WITH park, year, collect(name) AS names
RETURN park, year, size(names) AS firms, names
ORDER BY park, year;
