// Fill the table of USES
// $rows: an Arrow table: source id, target id, then the properties in order
COPY USES FROM $rows;
