// Metrics of a task
// What the papers that address a task measure, most used first.
// $task: name or alias of the task, in any case
// $limit = 25: rows at most
WITH toLower($task) AS wanted
MATCH (t:Task)
WHERE toLower(t.name) = wanted
   OR any(alias IN t.aliases WHERE toLower(alias) = wanted)
MATCH (t)<-[:ADDRESSES]-(p:Paper)-[:MEASURES]->(x:Metric)
RETURN x.name AS metric, count(DISTINCT p.id) AS papers, x.id AS id
ORDER BY papers DESC, metric, id
LIMIT $limit;
