// Where the relationships are that a load wrote
MATCH (source:Paper|Author)-[r:PROPOSES|USES|COMPARES_WITH|INTRODUCES|EVALUATES_ON|ADDRESSES
                             |MEASURES|REFERS_TO|CITES|AUTHORED|PUBLISHED_IN]->
      (target:Paper|Method|Dataset|Task|Metric|Venue)
WHERE r.loadedBy = 'graphkit'
  AND source.id IS :: STRING NOT NULL AND target.id IS :: STRING NOT NULL
RETURN elementId(r) AS element, source.id AS source, type(r) AS kind, target.id AS target;
