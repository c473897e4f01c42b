// Fill the table of REFERS_TO
// $rows: an Arrow table: source id, target id, then the properties in order
COPY REFERS_TO FROM $rows;
