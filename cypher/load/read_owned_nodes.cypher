// Where the nodes are that a load wrote
// `isTied` says that something hangs on the node that no load wrote.
// $prefix: what stands in front of every id of the graph: its name and a slash, or nothing
MATCH (n:Paper|Method|Dataset|Task|Metric|Author|Venue)
WHERE n.loadedBy = 'graphkit' AND n.id IS :: STRING NOT NULL AND n.id STARTS WITH $prefix
  AND ($prefix <> '' OR n.graph IS NULL)
RETURN elementId(n) AS element, labels(n) AS labels, substring(n.id, size($prefix)) AS id,
       EXISTS { (n)-[r]-() WHERE coalesce(r.loadedBy, '') <> 'graphkit' } AS isTied;
