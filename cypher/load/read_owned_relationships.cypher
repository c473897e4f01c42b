// Where the relationships are that a load wrote
// $prefix: what stands in front of every id of the graph: its name and a slash, or nothing
MATCH (source:Paper|Author)-[r:PROPOSES|USES|COMPARES_WITH|INTRODUCES|EVALUATES_ON|ADDRESSES
                             |MEASURES|REFERS_TO|CITES|AUTHORED|PUBLISHED_IN]->
      (target:Paper|Method|Dataset|Task|Metric|Venue)
WHERE r.loadedBy = 'graphkit'
  AND source.id IS :: STRING NOT NULL AND target.id IS :: STRING NOT NULL
  AND source.id STARTS WITH $prefix AND target.id STARTS WITH $prefix
  AND ($prefix <> '' OR (source.graph IS NULL AND target.graph IS NULL))
RETURN elementId(r) AS element, substring(source.id, size($prefix)) AS source, type(r) AS kind,
       substring(target.id, size($prefix)) AS target;
