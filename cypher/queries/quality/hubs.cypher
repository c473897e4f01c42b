// Hubs
// What the most papers name, and so joins most of the graph.
// $limit = 25: rows at most
MATCH (e:Method|Dataset|Task|Metric)<--(p:Paper)
RETURN e.name AS name, count(DISTINCT p.id) AS papers, e.mentionCount AS mentions,
       e.id AS id
ORDER BY papers DESC, mentions DESC, name, id
LIMIT $limit;
