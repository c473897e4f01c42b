// Where the relationships are that a load wrote
MATCH (source:Paper)-[r:PROPOSES|USES|COMPARES_WITH|INTRODUCES|EVALUATES_ON|ADDRESSES|MEASURES
              |REFERS_TO]->(target:Paper|Method|Dataset|Task|Metric)
WHERE r.loadedBy = 'graphkit'
  AND source.id IS :: STRING NOT NULL AND target.id IS :: STRING NOT NULL
RETURN elementId(r) AS element, source.id AS source, type(r) AS kind, target.id AS target;
