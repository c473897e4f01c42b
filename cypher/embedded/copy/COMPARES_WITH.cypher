// Fill the table of COMPARES_WITH
// $rows: an Arrow table: source id, target id, then the properties in order
COPY COMPARES_WITH FROM $rows;
