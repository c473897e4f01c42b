// Fill the table of CITES
// $rows: an Arrow table: source id, target id, then the properties in order
COPY CITES FROM $rows;
