// Methods proposed without a baseline
// Methods whose papers are tested on a dataset but compare with no other method, newest first.
// $limit = 25: rows at most
MATCH (p:Paper)-[:PROPOSES]->(m:Method)
WHERE EXISTS { MATCH (p)-[:EVALUATES_ON]->(:Dataset) }
  AND NOT EXISTS { MATCH (p)-[:COMPARES_WITH]->(b:Method) WHERE b.id <> m.id }
RETURN m.name AS method, p.title AS paper, p.date AS date, m.id AS id
ORDER BY coalesce(p.year, 0) DESC, method, id, paper, p.id
LIMIT $limit;
