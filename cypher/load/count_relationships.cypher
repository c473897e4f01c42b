// Relationships of the graph, by type
// Only those between the labels of the type: the same type elsewhere is somebody else's.
MATCH (source:Paper|Author)-[r:PROPOSES|USES|COMPARES_WITH|INTRODUCES|EVALUATES_ON|ADDRESSES
                             |MEASURES|REFERS_TO|CITES|AUTHORED|PUBLISHED_IN]->
      (target:Paper|Method|Dataset|Task|Metric|Venue)
WHERE source.id IS :: STRING NOT NULL AND target.id IS :: STRING NOT NULL
  AND (type(r) IN ['REFERS_TO', 'CITES', 'AUTHORED']) = (target:Paper)
  AND (type(r) = 'PUBLISHED_IN') = (target:Venue) AND (type(r) = 'AUTHORED') = (source:Author)
RETURN type(r) AS kind, count(*) AS count ORDER BY kind;
