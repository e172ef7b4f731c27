// 谁资助了这家企业，谁为它担保，担保人的背后又是谁 · Who financed this firm, who guarantees it, and who stands behind the guarantor
// theme: 资金 · Money
// shape: how, who, for_whom, kind, amount, day, sentence
// runs on: both stores
:param firm => '永续新材料';
MATCH (who:Entity)-[r]->(firm:Entity)
WHERE (firm.name = $firm OR $firm IN firm.aliases)
  AND r.predicate IN ['invested_in', 'loaned_to'] AND r.status = 'asserted'
RETURN 'financed' AS how, who.name AS who, firm.name AS for_whom, r.predicate AS kind, r.amount AS amount,
  coalesce(r.date, r.published) AS day, r.sentence AS sentence
UNION ALL
MATCH (firm:Entity)-[r]->(who:Entity)
WHERE (firm.name = $firm OR $firm IN firm.aliases) AND r.predicate = 'guaranteed_by' AND r.status = 'asserted'
RETURN 'guaranteed' AS how, who.name AS who, firm.name AS for_whom, r.predicate AS kind, r.amount AS amount,
  coalesce(r.date, r.published) AS day, r.sentence AS sentence
UNION ALL
MATCH (firm:Entity)-[g]->(guarantor:Entity)
WHERE (firm.name = $firm OR $firm IN firm.aliases) AND g.predicate = 'guaranteed_by' AND g.status = 'asserted'
WITH DISTINCT guarantor
MATCH (who:Entity)-[r]->(guarantor)
WHERE r.predicate IN ['invested_in', 'loaned_to'] AND r.status = 'asserted'
RETURN 'behind the guarantor' AS how, who.name AS who, guarantor.name AS for_whom, r.predicate AS kind,
  r.amount AS amount, coalesce(r.date, r.published) AS day, r.sentence AS sentence;
