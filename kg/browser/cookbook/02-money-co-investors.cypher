// 谁和这家机构一起投过同一家企业 · Who invested in the same firms as this investor
// theme: 资金 · Money
// shape: co_investor, times, firms
// runs on: Neo4j
:param investor => '纪源资本';
MATCH (who:Entity)-[a:INVESTED_IN]->(firm:Entity)<-[b:INVESTED_IN]-(other:Entity)
WHERE $investor IN [who.name] + who.aliases AND other <> who
  AND a.status = 'asserted' AND b.status = 'asserted'
WITH DISTINCT other, firm ORDER BY firm.name
WITH other.name AS co_investor, collect(firm.name) AS firms
RETURN co_investor, size(firms) AS times, firms
ORDER BY times DESC, co_investor;
