// What the graph holds
// How many nodes there are of each kind.
MATCH (n:Paper|Method|Dataset|Task|Metric|Author|Venue)
RETURN labels(n)[0] AS kind, count(*) AS nodes
ORDER BY nodes DESC, kind;
