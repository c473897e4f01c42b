// Where the nodes are that a load wrote
// `isTied` says that something hangs on the node that no load wrote.
MATCH (n:Paper|Method|Dataset|Task|Metric|Author|Venue)
WHERE n.loadedBy = 'graphkit' AND n.id IS :: STRING NOT NULL
RETURN elementId(n) AS element, labels(n) AS labels, n.id AS id,
       EXISTS { (n)-[r]-() WHERE coalesce(r.loadedBy, '') <> 'graphkit' } AS isTied;
