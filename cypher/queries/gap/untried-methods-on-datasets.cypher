// Methods of a task never tried on a dataset of it
// Pairs of a method and a dataset that papers on a task name, but that no paper names together.
// $task: name or alias of the task, in any case
// $limit = 25: rows at most
WITH toLower($task) AS wanted
MATCH (t:Task)
WHERE toLower(t.name) = wanted
   OR any(alias IN t.aliases WHERE toLower(alias) = wanted)
MATCH (t)<-[:ADDRESSES]-(p:Paper)-[:PROPOSES|USES|COMPARES_WITH]->(m:Method)
MATCH (t)<-[:ADDRESSES]-(q:Paper)-[:EVALUATES_ON]->(d:Dataset)
WHERE NOT EXISTS {
  MATCH (m)<-[:PROPOSES|USES|COMPARES_WITH]-(:Paper)-[:EVALUATES_ON]->(d)
}
WITH DISTINCT m, d
RETURN m.name AS method, d.name AS dataset, m.paperCount AS methodPapers,
       d.paperCount AS datasetPapers, m.id AS methodId, d.id AS datasetId
ORDER BY methodPapers DESC, datasetPapers DESC, method, dataset, methodId, datasetId
LIMIT $limit;
