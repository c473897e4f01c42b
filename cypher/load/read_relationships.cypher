// Every relationship of the graph
// Only those between the labels of the type: the same type elsewhere is somebody else's.
// $prefix: what stands in front of every id of the graph: its name and a slash, or nothing
MATCH (source:Paper|Author)-[r:PROPOSES|USES|COMPARES_WITH|INTRODUCES|EVALUATES_ON|ADDRESSES
                             |MEASURES|REFERS_TO|CITES|AUTHORED|PUBLISHED_IN]->
      (target:Paper|Method|Dataset|Task|Metric|Venue)
WHERE source.id IS :: STRING NOT NULL AND target.id IS :: STRING NOT NULL
  AND source.id STARTS WITH $prefix AND target.id STARTS WITH $prefix
  AND ($prefix <> '' OR source.graph IS NULL OR coalesce(source.loadedBy, '') <> 'graphkit')
  AND (type(r) IN ['REFERS_TO', 'CITES', 'AUTHORED']) = (target:Paper)
  AND (type(r) = 'PUBLISHED_IN') = (target:Venue) AND (type(r) = 'AUTHORED') = (source:Author)
RETURN substring(source.id, size($prefix)) AS source, type(r) AS type,
       substring(target.id, size($prefix)) AS target, properties(r) AS properties;
