// Methods of a task never tried on a dataset of it
// Pairs of a method and a dataset that papers on a task name, but that no paper names together.
// $task (Task): name, alias or id, in any case
// $limit = 25: rows at most
MATCH (t:Task)
WHERE t.lookup CONTAINS ('\t' + toLower($task) + '\t')
WITH DISTINCT t
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
