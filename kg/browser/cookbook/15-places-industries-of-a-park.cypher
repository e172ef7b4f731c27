// 一个园区里的产业和做这些产业的机构 · The industries of a park, and who in it works in them
// theme: 空间 · Places
// shape: industry, number, names
// runs on: Neo4j
:param park => '天开高教科创园';
MATCH (park:Park)
WHERE $park IN [park.name] + park.aliases
MATCH (who:Entity)-[:IN_INDUSTRY {status: 'asserted'}]->(industry:Industry)
WHERE park.id IN who.within
WITH DISTINCT industry.name AS industry, who.name AS name ORDER BY name
WITH industry, collect(name) AS names
RETURN industry, size(names) AS number, names
ORDER BY number DESC, industry;
