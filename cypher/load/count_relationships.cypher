// Relationships of the graph, by type
MATCH (paper:Paper)-[r:PROPOSES|USES|COMPARES_WITH|INTRODUCES|EVALUATES_ON|ADDRESSES|MEASURES]->
      (entity:Method|Dataset|Task|Metric)
WHERE paper.id IS :: STRING NOT NULL AND entity.id IS :: STRING NOT NULL
RETURN type(r) AS kind, count(*) AS count ORDER BY kind;
