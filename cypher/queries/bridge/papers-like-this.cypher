// Papers like this one
// The papers that share the rarest methods, datasets, tasks and metrics with a paper.
// A shared thing counts for 1000 divided by the number of papers that name it.
// $paper (Paper): title or id, in any case
// $limit = 25: rows at most
MATCH (p:Paper)
WHERE p.lookup CONTAINS ('\t' + toLower($paper) + '\t')
WITH DISTINCT p
MATCH (p)-->(e:Method|Dataset|Task|Metric)<--(other:Paper)
WITH DISTINCT p, other, e
WHERE other.id <> p.id
WITH DISTINCT other, e
WITH other.title AS similar, other.date AS date, other.id AS id, count(*) AS shared,
     sum(1000 / e.paperCount) AS score
RETURN similar, date, shared, score, id
ORDER BY score DESC, shared DESC, similar, id
LIMIT $limit;
