// How a method and a dataset hang together
// Draws the shortest chains between a method and a dataset.
// $method (Method): name, alias or id, in any case
// $dataset (Dataset): name, alias or id, in any case
// $limit = 25: chains at most
MATCH (m:Method)
WHERE m.lookup CONTAINS ('\t' + toLower($method) + '\t')
WITH DISTINCT m
MATCH (d:Dataset)
WHERE d.lookup CONTAINS ('\t' + toLower($dataset) + '\t')
WITH DISTINCT m, d
MATCH chain = allShortestPaths((m)-[*..6]-(d))
RETURN chain
LIMIT $limit;
