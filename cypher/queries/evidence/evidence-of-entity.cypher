// Sentences about a method, dataset, task or metric
// The sentences from which the statements about a thing were read.
// $entity (Method|Dataset|Task|Metric): name, alias or id, in any case
// $limit = 25: rows at most
MATCH (e:Method|Dataset|Task|Metric)
WHERE e.lookup CONTAINS ('\t' + toLower($entity) + '\t')
WITH DISTINCT e
MATCH (p:Paper)-[says]->(e)
UNWIND says.evidence AS sentence
RETURN p.title AS paper, type(says) AS role, e.name AS entity, sentence,
       says.confidence AS confidence
ORDER BY confidence DESC, paper, p.id, role, e.id, sentence
LIMIT $limit;
