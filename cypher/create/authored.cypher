// Create those AUTHORED relationships that are not there yet
// Writing the mark again changes nothing, and locks the source to everybody else who does that.
// Where one of the targets is missing, none is created.
// $targets: the ids of the targets, each once
// $rows: one map a source: source, and relationships, maps of target (its place) and properties
UNWIND $targets AS id
MATCH (paper:Paper {id: id})
WITH collect(paper) AS papers
WHERE size(papers) = size($targets)
UNWIND $rows AS row
MATCH (author:Author {id: row.source})
SET author.loadedBy = 'graphkit'
WITH papers, author, row, [(author)-[r:AUTHORED {loadedBy: 'graphkit'}]->(there) | there] AS known
UNWIND row.relationships AS one
WITH author, papers[one.target] AS paper, one.properties AS properties, known
WHERE NOT paper IN known
CREATE (author)-[r:AUTHORED]->(paper)
SET r += properties;
