// 基金背后的基金：钱一层层从哪里来 · Funds behind funds: where the money of a fund comes from, layer by layer
// theme: 资金 · Money
// shape: layers, chain, how
// runs on: Neo4j
:param fund => '天开九安海河海棠科创母基金';
MATCH path = (source:Agent|Region)-[steps:INVESTED_IN|FOUNDED_BY*1..4]-(fund:FinancialBody)
WHERE $fund IN [fund.name] + fund.aliases
  AND all(i IN range(0, size(steps) - 1) WHERE steps[i].status = 'asserted'
    AND (type(steps[i]) = 'INVESTED_IN') = (startNode(steps[i]) = nodes(path)[i]))
WITH [each IN nodes(path) | each.name] AS chain, [step IN steps | type(step)] AS how
RETURN DISTINCT size(how) AS layers, chain, how
ORDER BY layers, chain, how;
