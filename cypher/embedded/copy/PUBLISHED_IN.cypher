// Fill the table of PUBLISHED_IN
// $rows: an Arrow table: source id, target id, then the properties in order
COPY PUBLISHED_IN FROM $rows;
