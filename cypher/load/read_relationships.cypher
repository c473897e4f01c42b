// Every relationship of the graph
// Only those from a paper to an entity or a paper: the same type elsewhere is somebody else's.
MATCH (paper:Paper)-[r:PROPOSES|USES|COMPARES_WITH|INTRODUCES|EVALUATES_ON|ADDRESSES|MEASURES
             |REFERS_TO]->(other:Paper|Method|Dataset|Task|Metric)
WHERE paper.id IS :: STRING NOT NULL AND other.id IS :: STRING NOT NULL
  AND (type(r) = "REFERS_TO") = (other:Paper)
RETURN paper.id AS source, type(r) AS type, other.id AS target, properties(r) AS properties;
