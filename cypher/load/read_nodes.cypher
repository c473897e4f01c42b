// Every node of the graph
// A node without a text id is somebody else's.
MATCH (n:Paper|Method|Dataset|Task|Metric|Author|Venue)
WHERE n.id IS :: STRING NOT NULL
RETURN labels(n) AS labels, properties(n) AS properties;
