// Methods on a dataset
// What the papers that are tested on a dataset propose, use and compare with.
// $dataset: name or alias of the dataset, in any case
// $limit = 25: rows at most
WITH toLower($dataset) AS wanted
MATCH (d:Dataset)
WHERE toLower(d.name) = wanted
   OR any(alias IN d.aliases WHERE toLower(alias) = wanted)
MATCH (d)<-[:EVALUATES_ON]-(p:Paper)-[says:PROPOSES|USES|COMPARES_WITH]->(m:Method)
RETURN m.name AS method, type(says) AS role, count(DISTINCT p.id) AS papers,
       m.id AS id
ORDER BY papers DESC, method, id, role
LIMIT $limit;
