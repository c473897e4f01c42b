// Papers on a task
// The papers that address a task, newest first.
// $task (Task): name, alias or id, in any case
// $limit = 25: rows at most
MATCH (t:Task)
WHERE t.lookup CONTAINS ('\t' + toLower($task) + '\t')
WITH DISTINCT t
MATCH (p:Paper)-[says:ADDRESSES]->(t)
RETURN p.title AS paper, p.date AS date, t.name AS task, says.confidence AS confidence
ORDER BY coalesce(p.year, 0) DESC, p.title, p.id, t.id
LIMIT $limit;
