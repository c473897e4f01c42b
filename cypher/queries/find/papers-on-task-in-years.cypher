// Papers on a task in some years
// The papers of these years that address a task, oldest first.
// $task (Task): name, alias or id, in any case
// $from = 0: first year
// $to = 9999: last year
// $limit = 25: rows at most
MATCH (t:Task)
WHERE t.lookup CONTAINS ('\t' + toLower($task) + '\t')
WITH DISTINCT t
MATCH (p:Paper)-[says:ADDRESSES]->(t)
WHERE p.year >= $from AND p.year <= $to
RETURN p.date AS date, p.title AS paper, t.name AS task, says.confidence AS confidence, p.id AS id
ORDER BY date, paper, id, t.id
LIMIT $limit;
