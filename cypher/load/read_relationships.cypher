// Every relationship of the graph
// Only those from a paper to an entity: the same type elsewhere is somebody else's.
MATCH (paper:Paper)-[r:PROPOSES|USES|COMPARES_WITH|INTRODUCES|EVALUATES_ON|ADDRESSES|MEASURES]->
      (entity:Method|Dataset|Task|Metric)
WHERE paper.id IS :: STRING NOT NULL AND entity.id IS :: STRING NOT NULL
RETURN paper.id AS source, type(r) AS type, entity.id AS target, properties(r) AS properties;
