// Fill the table of AUTHORED
// $rows: an Arrow table: source id, target id, then the properties in order
COPY AUTHORED FROM $rows;
