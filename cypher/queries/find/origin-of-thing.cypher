// Where a method or dataset comes from
// The papers that propose a method or introduce a dataset, oldest first.
// $thing (Method|Dataset): name, alias or id, in any case
// $limit = 25: rows at most
MATCH (e:Method|Dataset)
WHERE e.lookup CONTAINS ('\t' + toLower($thing) + '\t')
WITH DISTINCT e
MATCH (p:Paper)-[says:PROPOSES|INTRODUCES]->(e)
RETURN e.name AS name, type(says) AS role, p.title AS paper, p.date AS date,
       says.confidence AS confidence, p.id AS id
ORDER BY coalesce(p.year, 9999), paper, id, role, e.id
LIMIT $limit;
