// Metrics on a dataset
// What the papers that are tested on a dataset measure, most used first.
// $dataset (Dataset): name, alias or id, in any case
// $limit = 25: rows at most
MATCH (d:Dataset)
WHERE d.lookup CONTAINS ('\t' + toLower($dataset) + '\t')
WITH DISTINCT d
MATCH (d)<-[:EVALUATES_ON]-(p:Paper)-[:MEASURES]->(x:Metric)
RETURN x.name AS metric, count(DISTINCT p.id) AS papers, x.id AS id
ORDER BY papers DESC, metric, id
LIMIT $limit;
