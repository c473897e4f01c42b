// Challengers of a method
// Which methods are proposed in papers that compare themselves with a method.
// $method: name or alias of the method, in any case
// $limit = 25: rows at most
WITH toLower($method) AS wanted
MATCH (m:Method)
WHERE toLower(m.name) = wanted
   OR any(alias IN m.aliases WHERE toLower(alias) = wanted)
MATCH (m)<-[:COMPARES_WITH]-(p:Paper)-[:PROPOSES]->(c:Method)
RETURN c.name AS challenger, p.title AS paper, p.date AS date,
       c.id AS id
ORDER BY coalesce(p.year, 0) DESC, challenger, id, paper, p.id
LIMIT $limit;
