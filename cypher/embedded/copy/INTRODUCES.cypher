// Fill the table of INTRODUCES
// $rows: an Arrow table: source id, target id, then the properties in order
COPY INTRODUCES FROM $rows;
