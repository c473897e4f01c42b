// Nodes of the graph, by label
// A node of another graph, one with a name, is left out.
// $prefix: what stands in front of every id of the graph: its name and a slash, or nothing
MATCH (n:Paper|Method|Dataset|Task|Metric|Author|Venue)
WHERE n.id IS :: STRING NOT NULL AND n.id STARTS WITH $prefix
  AND ($prefix <> '' OR n.graph IS NULL OR coalesce(n.loadedBy, '') <> 'graphkit')
UNWIND labels(n) AS kind
RETURN kind, count(*) AS count ORDER BY kind;
