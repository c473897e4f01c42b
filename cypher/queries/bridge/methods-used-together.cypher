// Methods used together
// Pairs of methods that the same papers propose, use or compare with.
// $papers = 2: papers at least
// $limit = 25: rows at most
MATCH (one:Method)<-[:PROPOSES|USES|COMPARES_WITH]-(p:Paper),
      (p)-[:PROPOSES|USES|COMPARES_WITH]->(other:Method)
WHERE one.id < other.id
WITH one.name AS first, other.name AS second, one.id AS firstId, other.id AS secondId,
     count(DISTINCT p.id) AS papers
WHERE papers >= $papers
RETURN first, second, papers, firstId, secondId
ORDER BY papers DESC, first, second, firstId, secondId
LIMIT $limit;
