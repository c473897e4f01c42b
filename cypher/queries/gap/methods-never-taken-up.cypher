// Methods that nobody took up
// Methods that one paper proposes and no other paper uses or compares with, oldest first.
// $limit = 25: rows at most
MATCH (p:Paper)-[:PROPOSES]->(m:Method)
WHERE NOT EXISTS {
  MATCH (other:Paper)-[:PROPOSES|USES|COMPARES_WITH]->(m) WHERE other.id <> p.id
}
RETURN m.name AS method, p.title AS paper, p.date AS date, m.id AS id
ORDER BY coalesce(p.year, 9999), method, id, paper, p.id
LIMIT $limit;
