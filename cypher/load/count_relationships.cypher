// Relationships of the graph, by type
// $prefix: what stands in front of every id of the graph: its name and a slash, or nothing
MATCH (paper:Paper)-[r:PROPOSES|USES|COMPARES_WITH|INTRODUCES|EVALUATES_ON|ADDRESSES|MEASURES
             |REFERS_TO]->(other:Paper|Method|Dataset|Task|Metric)
WHERE paper.id IS :: STRING NOT NULL AND other.id IS :: STRING NOT NULL
  AND paper.id STARTS WITH $prefix AND other.id STARTS WITH $prefix
  AND ($prefix <> '' OR paper.graph IS NULL OR coalesce(paper.loadedBy, '') <> 'graphkit')
  AND (type(r) = "REFERS_TO") = (other:Paper)
RETURN type(r) AS kind, count(*) AS count ORDER BY kind;
