// Methods on one dataset, never on its sibling
// The methods of papers tested on one dataset that no paper tested on the other names.
// $dataset (Dataset): name, alias or id, in any case
// $sibling (Dataset): another, in the same way
// $limit = 25: rows at most
MATCH (d:Dataset)
WHERE d.lookup CONTAINS ('\t' + toLower($dataset) + '\t')
WITH DISTINCT d
MATCH (s:Dataset)
WHERE s.lookup CONTAINS ('\t' + toLower($sibling) + '\t')
WITH DISTINCT d, s
MATCH (d)<-[:EVALUATES_ON]-(p:Paper)-[:PROPOSES|USES|COMPARES_WITH]->(m:Method)
WHERE NOT EXISTS {
  MATCH (m)<-[:PROPOSES|USES|COMPARES_WITH]-(:Paper)-[:EVALUATES_ON]->(s)
}
RETURN m.name AS method, count(DISTINCT p.id) AS papers, m.id AS id
ORDER BY papers DESC, method, id
LIMIT $limit;
