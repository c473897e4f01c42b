// Shortest chain between two things
// How two things hang together, over the fewest relationships: one row a chain.
// $first (Paper|Method|Dataset|Task|Metric|Author|Venue): name, title, alias or id, in any case
// $second (Paper|Method|Dataset|Task|Metric|Author|Venue): another, in the same way
// $limit = 25: rows at most
// Engine: neo4j
MATCH (one:Paper|Method|Dataset|Task|Metric|Author|Venue)
WHERE one.lookup CONTAINS ('\t' + toLower($first) + '\t')
WITH DISTINCT one
MATCH (other:Paper|Method|Dataset|Task|Metric|Author|Venue)
WHERE other.lookup CONTAINS ('\t' + toLower($second) + '\t')
WITH DISTINCT one, other
WHERE other.id <> one.id
MATCH chain = allShortestPaths((one)-[*..6]-(other))
RETURN [node IN nodes(chain) | coalesce(node.name, node.title)] AS things,
       [link IN relationships(chain) | type(link)] AS links, length(chain) AS steps
ORDER BY steps, things, links
LIMIT $limit;
