// Baselines of a method
// What the papers that propose a method compare it with.
// $method: name or alias of the method, in any case
// $limit = 25: rows at most
WITH toLower($method) AS wanted
MATCH (m:Method)
WHERE toLower(m.name) = wanted
   OR any(alias IN m.aliases WHERE toLower(alias) = wanted)
MATCH (m)<-[:PROPOSES]-(p:Paper)-[:COMPARES_WITH]->(b:Method)
RETURN b.name AS baseline, count(DISTINCT p.id) AS papers, b.id AS id
ORDER BY papers DESC, baseline, id
LIMIT $limit;
