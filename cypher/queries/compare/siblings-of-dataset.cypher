// Siblings of a dataset
// The datasets on which papers on the same tasks are tested: where else a result could be shown.
// $dataset (Dataset): name, alias or id, in any case
// $limit = 25: rows at most
MATCH (d:Dataset)
WHERE d.lookup CONTAINS ('\t' + toLower($dataset) + '\t')
WITH DISTINCT d
MATCH (d)<-[:EVALUATES_ON|INTRODUCES]-(p:Paper)-[:ADDRESSES]->(t:Task)
WITH DISTINCT d, t
MATCH (t)<-[:ADDRESSES]-(q:Paper)-[:EVALUATES_ON|INTRODUCES]->(s:Dataset)
WITH DISTINCT d, t, q, s
WHERE s.id <> d.id
RETURN s.name AS sibling, count(DISTINCT t.id) AS tasks, count(DISTINCT q.id) AS papers, s.id AS id
ORDER BY tasks DESC, papers DESC, sibling, id
LIMIT $limit;
