// Nodes of the graph, by label
MATCH (n:Paper|Method|Dataset|Task|Metric|Author|Venue)
WHERE n.id IS :: STRING NOT NULL
UNWIND labels(n) AS kind
RETURN kind, count(*) AS count ORDER BY kind;
