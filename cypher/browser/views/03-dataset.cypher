// A dataset and who works with it
// Draws a dataset, the papers that are tested on it, and the methods that they propose or use.
// $dataset (Dataset): name, alias or id, in any case
// $limit = 60: chains at most
MATCH (d:Dataset)
WHERE d.lookup CONTAINS ('\t' + toLower($dataset) + '\t')
WITH DISTINCT d
MATCH path = (d)<-[:EVALUATES_ON|INTRODUCES]-(p:Paper)-[:PROPOSES|USES]->(m:Method)
RETURN path
ORDER BY p.id, m.id
LIMIT $limit;
