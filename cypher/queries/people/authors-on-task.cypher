// Authors on a task
// Who wrote the most papers that address a task.
// $task: name or alias of the task, in any case
// $limit = 25: rows at most
WITH toLower($task) AS wanted
MATCH (t:Task)
WHERE toLower(t.name) = wanted
   OR any(alias IN t.aliases WHERE toLower(alias) = wanted)
MATCH (t)<-[:ADDRESSES]-(p:Paper)<-[:AUTHORED]-(a:Author)
RETURN a.name AS author, count(DISTINCT p.id) AS papers, a.id AS id
ORDER BY papers DESC, author, id
LIMIT $limit;
