// Papers cited together with a paper
// What the papers that cite a paper cite besides, most often first.
// $paper: title of the paper, in any case, or its id
// $limit = 25: rows at most
MATCH (p:Paper)<-[:CITES]-(citing:Paper)
WHERE toLower(p.title) = toLower($paper) OR p.id = $paper
MATCH (citing)-[:CITES]->(other:Paper)
WHERE other.id <> p.id
RETURN other.title AS together, other.year AS year, count(DISTINCT citing.id) AS papers,
       other.id AS id
ORDER BY papers DESC, together, id
LIMIT $limit;
