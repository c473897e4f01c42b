// Nodes of LABEL, from FILE
// graphkit writes names of the model, and columns by their numbers, for the words in capitals; the
// texts of a list are split at $delimiter.
// $folder: where the server finds the files, such as file:/// for its import folder
// Engine: neo4j
LOAD CSV FROM $folder + 'FILE' AS row
CALL (row) {
  MERGE (n:LABEL {id: ID})
  SET n = PROPERTIES
} IN TRANSACTIONS OF 2000 ROWS;
