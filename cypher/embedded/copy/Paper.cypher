// Fill the table of papers
// $rows: an Arrow table whose columns are those of the node table, in order
COPY Paper FROM $rows;
