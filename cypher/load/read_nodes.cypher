// Every node of the graph
// A node without a text id is somebody else's; one of another graph has that one's name.
// $prefix: what stands in front of every id of the graph: its name and a slash, or nothing
MATCH (n:Paper|Method|Dataset|Task|Metric|Author|Venue)
WHERE n.id IS :: STRING NOT NULL AND n.id STARTS WITH $prefix
  AND ($prefix <> '' OR n.graph IS NULL OR coalesce(n.loadedBy, '') <> 'graphkit')
RETURN labels(n) AS labels, substring(n.id, size($prefix)) AS id, properties(n) AS properties;
