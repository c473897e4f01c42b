// Statements to check first
// The statements with the lowest confidence, with their sentences.
// $below = 0.5: confidence has to be lower
// $limit = 25: rows at most
MATCH (p:Paper)-[says]->(e:Method|Dataset|Task|Metric)
WHERE says.confidence < $below
RETURN p.title AS paper, type(says) AS role, e.name AS entity,
       says.confidence AS confidence, says.evidence AS evidence
ORDER BY confidence, paper, p.id, role, entity, e.id
LIMIT $limit;
