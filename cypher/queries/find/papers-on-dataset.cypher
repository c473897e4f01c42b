// Papers on a dataset
// The papers that introduce a dataset or are tested on it, newest first.
// $dataset: name or alias of the dataset, in any case
// $limit = 25: rows at most
WITH toLower($dataset) AS wanted
MATCH (d:Dataset)
WHERE toLower(d.name) = wanted
   OR any(alias IN d.aliases WHERE toLower(alias) = wanted)
MATCH (p:Paper)-[says:INTRODUCES|EVALUATES_ON]->(d)
RETURN p.title AS paper, p.date AS date, d.name AS dataset, type(says) AS role,
       says.confidence AS confidence
ORDER BY coalesce(p.year, 0) DESC, p.title, p.id, role, d.id
LIMIT $limit;
