// Datasets that nobody took up
// Datasets that a paper introduces and no other paper is tested on, oldest first.
// $limit = 25: rows at most
MATCH (p:Paper)-[:INTRODUCES]->(d:Dataset)
WHERE NOT EXISTS { MATCH (other:Paper)-[:EVALUATES_ON]->(d) WHERE other.id <> p.id }
  AND NOT EXISTS { MATCH (other:Paper)-[:INTRODUCES]->(d) WHERE other.id <> p.id }
RETURN d.name AS dataset, p.title AS paper, p.date AS date, d.id AS id
ORDER BY coalesce(p.year, 9999), dataset, id, paper, p.id
LIMIT $limit;
