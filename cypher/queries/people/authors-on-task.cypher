// Authors on a task
// Who wrote the most papers that address a task.
// $task (Task): name, alias or id, in any case
// $limit = 25: rows at most
MATCH (t:Task)
WHERE t.lookup CONTAINS ('\t' + toLower($task) + '\t')
WITH DISTINCT t
MATCH (t)<-[:ADDRESSES]-(p:Paper)<-[:AUTHORED]-(a:Author)
RETURN a.name AS author, count(DISTINCT p.id) AS papers, a.id AS id
ORDER BY papers DESC, author, id
LIMIT $limit;
