// Relationships of the graph, by type
MATCH (paper:Paper)-[r:PROPOSES|USES|COMPARES_WITH|INTRODUCES|EVALUATES_ON|ADDRESSES|MEASURES
             |REFERS_TO]->(other:Paper|Method|Dataset|Task|Metric)
WHERE paper.id IS :: STRING NOT NULL AND other.id IS :: STRING NOT NULL
  AND (type(r) = "REFERS_TO") = (other:Paper)
RETURN type(r) AS kind, count(*) AS count ORDER BY kind;
