// Create those CITES relationships that are not there yet
// Writing the mark again changes nothing, and locks the source to everybody else who does that.
// Where one of the targets is missing, none is created.
// $targets: the ids of the targets, each once
// $rows: one map a source: source, and relationships, maps of target (its place) and properties
UNWIND $targets AS id
MATCH (other:Paper {id: id})
WITH collect(other) AS others
WHERE size(others) = size($targets)
UNWIND $rows AS row
MATCH (paper:Paper {id: row.source})
SET paper.loadedBy = 'graphkit'
WITH others, paper, row, [(paper)-[r:CITES {loadedBy: 'graphkit'}]->(there) | there] AS known
UNWIND row.relationships AS one
WITH paper, others[one.target] AS other, one.properties AS properties, known
WHERE NOT other IN known
CREATE (paper)-[r:CITES]->(other)
SET r += properties;
