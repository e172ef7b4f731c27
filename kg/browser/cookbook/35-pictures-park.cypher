// 一个园区的生态：入驻者、运营者、资金和技术，画成图 · The ecosystem of a park, as a picture: tenants, operators, money and technology
// theme: 图 · Pictures
// shape: a picture
// runs on: Neo4j
:param park => '天开高教科创园';
MATCH (park:Park|Incubator)
WHERE $park IN [park.name] + park.aliases
MATCH inside = (park)-[r:!MENTIONS]-(one:Agent)
WHERE r.inferred_from IS NULL AND r.status = 'asserted'
OPTIONAL MATCH beyond = (one)-[:INVESTED_IN|LOANED_TO|GUARANTEED_BY|HOLDS_POSITION|DEVELOPS|FOUNDED_BY
  {status: 'asserted'}]-(:Agent|Technology)
RETURN inside, beyond
LIMIT 150;
