// 两者之间最说明问题的几条路：资金和人是捷径，枢纽是弯路 · The most telling paths between two things: money and people are short cuts, hubs are detours
// theme: 图 · Pictures
// shape: a picture
// runs on: Neo4j
:param one => '天开集团';
:param other => '海光信息';
:param most => 3;
MATCH (a:Entity)
WHERE $one IN [a.name] + a.aliases
MATCH (b:Entity)
WHERE $other IN [b.name] + b.aliases
MATCH path = SHORTEST 50 (a)(()-[r:!MENTIONS WHERE r.inferred_from IS NULL AND r.status = 'asserted']-()){1,5}(b)
WITH path, reduce(cost = 0.0, step IN relationships(path) | cost
  + CASE WHEN type(step) IN ['LOCATED_IN', 'IN_INDUSTRY'] THEN 4.0 ELSE 1.0 END / step.confidence)
  + reduce(hubs = 0.0, each IN nodes(path)[1..-1] | hubs + log(1 + each.degree)) AS cost
ORDER BY cost, [each IN nodes(path) | each.id]
LIMIT $most
RETURN path;
