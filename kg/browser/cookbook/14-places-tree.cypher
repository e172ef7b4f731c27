// 地区之树：一个地方下面的区县、新区和园区 · The tree of regions: districts, areas and parks below a place
// theme: 空间 · Places
// shape: a picture
// runs on: Neo4j
:param place => '天津市';
MATCH path = (below:Place)-[:PART_OF|LOCATED_IN*1..3]->(top:Region {name: $place})
WHERE all(each IN nodes(path) WHERE each:Place)
RETURN path;
