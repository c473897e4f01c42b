// Fill the table of tasks
// $rows: an Arrow table whose columns are those of the node table, in order
COPY Task FROM $rows;
