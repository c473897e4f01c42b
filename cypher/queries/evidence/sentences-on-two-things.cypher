// Sentences that name two things
// The sentences from which a statement about each of two things was read.
// $first (Method|Dataset|Task|Metric): name, alias or id, in any case
// $second (Method|Dataset|Task|Metric): another, in the same way
// $limit = 25: rows at most
MATCH (one:Method|Dataset|Task|Metric)
WHERE one.lookup CONTAINS ('\t' + toLower($first) + '\t')
WITH DISTINCT one
MATCH (other:Method|Dataset|Task|Metric)
WHERE other.lookup CONTAINS ('\t' + toLower($second) + '\t')
WITH DISTINCT one, other
MATCH (one)<-[first]-(p:Paper)
MATCH (p)-[second]->(other)
WHERE one.id <> other.id
UNWIND first.evidence AS sentence
WITH p, one, other, first, second, sentence
WHERE sentence IN second.evidence
RETURN p.title AS paper, type(first) AS oneRole, type(second) AS otherRole, sentence, p.id AS id
ORDER BY paper, id, oneRole, otherRole, sentence, one.id, other.id
LIMIT $limit;
