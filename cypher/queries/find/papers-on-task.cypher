// Papers on a task
// The papers that address a task, newest first.
// $task: name or alias of the task, in any case
// $limit = 25: rows at most
WITH toLower($task) AS wanted
MATCH (t:Task)
WHERE toLower(t.name) = wanted
   OR any(alias IN t.aliases WHERE toLower(alias) = wanted)
MATCH (p:Paper)-[says:ADDRESSES]->(t)
RETURN p.title AS paper, p.date AS date, t.name AS task, says.confidence AS confidence
ORDER BY coalesce(p.year, 0) DESC, p.title, p.id, t.id
LIMIT $limit;
