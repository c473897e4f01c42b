// Fill the table of metrics
// $rows: an Arrow table whose columns are those of the node table, in order
COPY Metric FROM $rows;
