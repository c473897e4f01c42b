// Papers with a method on a dataset
// The papers that propose, use or compare with a method and are tested on a dataset, newest first.
// $method (Method): name, alias or id, in any case
// $dataset (Dataset): name, alias or id, in any case
// $limit = 25: rows at most
MATCH (m:Method)
WHERE m.lookup CONTAINS ('\t' + toLower($method) + '\t')
WITH DISTINCT m
MATCH (d:Dataset)
WHERE d.lookup CONTAINS ('\t' + toLower($dataset) + '\t')
WITH DISTINCT m, d
MATCH (m)<-[says:PROPOSES|USES|COMPARES_WITH]-(p:Paper)-[:EVALUATES_ON]->(d)
RETURN p.title AS paper, p.date AS date, type(says) AS role, m.name AS method, d.name AS dataset,
       p.id AS id
ORDER BY coalesce(p.year, 0) DESC, paper, id, role, m.id, d.id
LIMIT $limit;
