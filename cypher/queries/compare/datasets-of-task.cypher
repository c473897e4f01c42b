// Datasets of a task
// On which datasets the papers that address a task are tested, most used first.
// $task: name or alias of the task, in any case
// $limit = 25: rows at most
WITH toLower($task) AS wanted
MATCH (t:Task)
WHERE toLower(t.name) = wanted
   OR any(alias IN t.aliases WHERE toLower(alias) = wanted)
MATCH (t)<-[:ADDRESSES]-(p:Paper)-[:EVALUATES_ON|INTRODUCES]->(d:Dataset)
RETURN d.name AS dataset, count(DISTINCT p.id) AS papers, d.id AS id
ORDER BY papers DESC, dataset, id
LIMIT $limit;
