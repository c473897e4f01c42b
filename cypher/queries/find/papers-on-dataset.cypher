// Papers on a dataset
// The papers that introduce a dataset or are tested on it, newest first.
// $dataset (Dataset): name, alias or id, in any case
// $limit = 25: rows at most
MATCH (d:Dataset)
WHERE d.lookup CONTAINS ('\t' + toLower($dataset) + '\t')
WITH DISTINCT d
MATCH (p:Paper)-[says:INTRODUCES|EVALUATES_ON]->(d)
RETURN p.title AS paper, p.date AS date, d.name AS dataset, type(says) AS role,
       says.confidence AS confidence
ORDER BY coalesce(p.year, 0) DESC, p.title, p.id, role, d.id
LIMIT $limit;
