// Papers cited together with a paper
// What the papers that cite a paper cite besides, most often first.
// $paper (Paper): title or id, in any case
// $limit = 25: rows at most
MATCH (p:Paper)
WHERE p.lookup CONTAINS ('\t' + toLower($paper) + '\t')
WITH DISTINCT p
MATCH (p)<-[:CITES]-(citing:Paper)
MATCH (citing)-[:CITES]->(other:Paper)
WITH DISTINCT p, other, citing
WHERE other.id <> p.id
RETURN other.title AS together, other.year AS year, count(DISTINCT citing.id) AS papers,
       other.id AS id
ORDER BY papers DESC, together, id
LIMIT $limit;
