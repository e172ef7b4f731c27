// 可能是同一个：名称、别名或读音相同而没有合并 · Perhaps the same: one name, alias or reading, yet two nodes of one type
// theme: 查与核 · Checking
// shape: type, shared, by, names
// runs on: Neo4j
MATCH (e:Body|Person)
WITH e, [e.name] + e.aliases AS called
UNWIND [each IN called | ['name', each]] + [each IN split(e.pinyin, ' ') | ['reading', each]] AS way
WITH e.type AS type, way[0] AS by, way[1] AS shared, e ORDER BY e.name, e.id
WITH type, by, shared, collect(DISTINCT e) AS nodes
WHERE size(nodes) > 1 AND size(shared) > 1
RETURN type, shared, by, [each IN nodes | each.name] AS names
ORDER BY type, shared, by;
