// 谁资助了这家企业，谁为它担保，担保人的背后又是谁 · Who financed this firm, who guarantees it, and who stands behind the guarantor
// theme: 资金 · Money
// shape: how, who, for_whom, kind, amount, day, sentence
// runs on: Neo4j
:param firm => '永续新材料';
MATCH (firm:Entity)
WHERE $firm IN [firm.name] + firm.aliases
CALL (firm) {
  MATCH (who:Entity)-[r:INVESTED_IN|LOANED_TO]->(firm)
  RETURN 1 AS step, 'financed' AS how, who, r, firm AS whom
UNION ALL
  MATCH (firm)-[r:GUARANTEED_BY]->(who:Entity)
  RETURN 2 AS step, 'guaranteed' AS how, who, r, firm AS whom
UNION ALL
  MATCH (firm)-[:GUARANTEED_BY {status: 'asserted'}]->(whom:Entity)<-[r:INVESTED_IN|LOANED_TO]-(who:Entity)
  RETURN 3 AS step, 'behind the guarantor' AS how, who, r, whom
}
WITH step, how, who, r, whom
WHERE r.status = 'asserted'
RETURN how, who.name AS who, whom.name AS for_whom, r.predicate AS kind, r.amount AS amount,
  coalesce(r.date, r.published) AS day, r.sentence AS sentence
ORDER BY step, who, kind, amount;
