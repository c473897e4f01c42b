// A method by year
// How many papers a year propose, use or compare with a method.
// $method: name or alias of the method, in any case
WITH toLower($method) AS wanted
MATCH (m:Method)
WHERE toLower(m.name) = wanted
   OR any(alias IN m.aliases WHERE toLower(alias) = wanted)
MATCH (m)<-[:PROPOSES|USES|COMPARES_WITH]-(p:Paper)
WHERE p.year IS NOT NULL
RETURN p.year AS year, count(DISTINCT p.id) AS papers
ORDER BY year;
