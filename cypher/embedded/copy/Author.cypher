// Fill the table of authors
// $rows: an Arrow table whose columns are those of the node table, in order
COPY Author FROM $rows;
