// 供应链：谁供应给它，又是谁供应给供应商 · The supply chain of a firm, several steps up
// theme: 人与技术 · Technology
// shape: steps, chain
// runs on: Neo4j
:param firm => '长城汽车';
MATCH path = (source:Entity)-[chain:SUPPLIES_TO*1..4]->(firm:Entity)
WHERE $firm IN [firm.name] + firm.aliases AND all(step IN chain WHERE step.status = 'asserted')
RETURN size(chain) AS steps, [each IN nodes(path) | each.name] AS chain
ORDER BY steps, chain;
