// Fill the table of venues
// $rows: an Arrow table whose columns are those of the node table, in order
COPY Venue FROM $rows;
