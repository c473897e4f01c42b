// Papers with a method
// The papers that propose a method, use it or compare with it.
// $method: name or alias of the method, in any case
// $limit = 25: rows at most
WITH toLower($method) AS wanted
MATCH (m:Method)
WHERE toLower(m.name) = wanted
   OR any(alias IN m.aliases WHERE toLower(alias) = wanted)
MATCH (p:Paper)-[says:PROPOSES|USES|COMPARES_WITH]->(m)
RETURN p.title AS paper, p.date AS date, m.name AS method, type(says) AS role,
       says.confidence AS confidence
ORDER BY role, coalesce(p.year, 0) DESC, p.title, p.id, m.id
LIMIT $limit;
