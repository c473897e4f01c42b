// Fill the table of EVALUATES_ON
// $rows: an Arrow table: source id, target id, then the properties in order
COPY EVALUATES_ON FROM $rows;
