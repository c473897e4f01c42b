// Fill the table of ADDRESSES
// $rows: an Arrow table: source id, target id, then the properties in order
COPY ADDRESSES FROM $rows;
