// Fill the table of MEASURES
// $rows: an Arrow table: source id, target id, then the properties in order
COPY MEASURES FROM $rows;
