// Sentences about a method, dataset, task or metric
// The sentences from which the statements about a thing were read.
// $entity: name or alias, in any case
// $limit = 25: rows at most
WITH toLower($entity) AS wanted
MATCH (e:Method|Dataset|Task|Metric)
WHERE toLower(e.name) = wanted
   OR any(alias IN e.aliases WHERE toLower(alias) = wanted)
MATCH (p:Paper)-[says]->(e)
UNWIND says.evidence AS sentence
RETURN p.title AS paper, type(says) AS role, e.name AS entity, sentence,
       says.confidence AS confidence
ORDER BY confidence DESC, paper, p.id, role, e.id, sentence
LIMIT $limit;
