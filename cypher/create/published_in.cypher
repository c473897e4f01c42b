// Create those PUBLISHED_IN relationships that are not there yet
// Writing the mark again changes nothing, and locks the source to everybody else who does that.
// Where one of the targets is missing, none is created.
// $targets: the ids of the targets, each once
// $rows: one map a source: source, and relationships, maps of target (its place) and properties
UNWIND $targets AS id
MATCH (venue:Venue {id: id})
WITH collect(venue) AS venues
WHERE size(venues) = size($targets)
UNWIND $rows AS row
MATCH (paper:Paper {id: row.source})
SET paper.loadedBy = 'graphkit'
WITH venues, paper, row, [(paper)-[r:PUBLISHED_IN {loadedBy: 'graphkit'}]->(there) | there] AS known
UNWIND row.relationships AS one
WITH paper, venues[one.target] AS venue, one.properties AS properties, known
WHERE NOT venue IN known
CREATE (paper)-[r:PUBLISHED_IN]->(venue)
SET r += properties;
