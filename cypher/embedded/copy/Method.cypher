// Fill the table of methods
// $rows: an Arrow table whose columns are those of the node table, in order
COPY Method FROM $rows;
