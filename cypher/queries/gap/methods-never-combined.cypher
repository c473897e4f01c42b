// Methods never combined
// Pairs of common methods that no paper names together.
// $papers = 3: papers at least that name each
// $limit = 25: rows at most
MATCH (one:Method), (other:Method)
WHERE one.id < other.id AND one.paperCount >= $papers AND other.paperCount >= $papers
  AND NOT EXISTS {
    MATCH (one)<-[:PROPOSES|USES|COMPARES_WITH]-(p:Paper),
          (p)-[:PROPOSES|USES|COMPARES_WITH]->(other)
  }
RETURN one.name AS first, other.name AS second, one.paperCount AS firstPapers,
       other.paperCount AS secondPapers, one.id AS firstId, other.id AS secondId
ORDER BY firstPapers + secondPapers DESC, first, second, firstId, secondId
LIMIT $limit;
