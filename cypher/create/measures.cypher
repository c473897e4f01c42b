// Create those MEASURES relationships that are not there yet
// Writing the mark again changes nothing, and locks the source to everybody else who does that.
// Where one of the targets is missing, none is created.
// $targets: the ids of the targets, each once
// $rows: one map a source: source, and relationships, maps of target (its place) and properties
UNWIND $targets AS id
MATCH (entity:Metric {id: id})
WITH collect(entity) AS entities
WHERE size(entities) = size($targets)
UNWIND $rows AS row
MATCH (paper:Paper {id: row.source})
SET paper.loadedBy = 'graphkit'
WITH entities, paper, row, [(paper)-[r:MEASURES {loadedBy: 'graphkit'}]->(there) | there] AS known
UNWIND row.relationships AS one
WITH paper, entities[one.target] AS entity, one.properties AS properties, known
WHERE NOT entity IN known
CREATE (paper)-[r:MEASURES]->(entity)
SET r += properties;
