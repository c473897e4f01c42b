// Fill the table of PROPOSES
// $rows: an Arrow table: source id, target id, then the properties in order
COPY PROPOSES FROM $rows;
