// What a paper says
// The statements that were read from a paper, with the rules that found them.
// $paper (Paper): title or id, in any case
// $limit = 25: rows at most
MATCH (p:Paper)
WHERE p.lookup CONTAINS ('\t' + toLower($paper) + '\t')
WITH DISTINCT p
MATCH (p)-[says]->(e:Method|Dataset|Task|Metric)
RETURN type(says) AS role, e.name AS entity, says.mentions AS mentions,
       says.confidence AS confidence, says.evidence AS evidence, says.rules AS rules
ORDER BY role, entity, e.id, p.id
LIMIT $limit;
