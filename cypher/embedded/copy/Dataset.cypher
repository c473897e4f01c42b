// Fill the table of datasets
// $rows: an Arrow table whose columns are those of the node table, in order
COPY Dataset FROM $rows;
