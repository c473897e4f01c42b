// Methods on a dataset
// What the papers that are tested on a dataset propose, use and compare with.
// $dataset (Dataset): name, alias or id, in any case
// $limit = 25: rows at most
MATCH (d:Dataset)
WHERE d.lookup CONTAINS ('\t' + toLower($dataset) + '\t')
WITH DISTINCT d
MATCH (d)<-[:EVALUATES_ON]-(p:Paper)-[says:PROPOSES|USES|COMPARES_WITH]->(m:Method)
RETURN m.name AS method, type(says) AS role, count(DISTINCT p.id) AS papers,
       m.id AS id
ORDER BY papers DESC, method, id, role
LIMIT $limit;
