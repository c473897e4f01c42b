// Nodes of the graph, by their elements
// $elements: which ones
// $prefix: what stands in front of every id of the graph: its name and a slash, or nothing
MATCH (n:Paper|Method|Dataset|Task|Metric|Author|Venue)
WHERE elementId(n) IN $elements AND n.id IS :: STRING NOT NULL AND n.id STARTS WITH $prefix
  AND n.loadedBy = 'graphkit' AND ($prefix <> '' OR n.graph IS NULL)
RETURN elementId(n) AS element, labels(n) AS labels, substring(n.id, size($prefix)) AS id,
       properties(n) AS properties;
