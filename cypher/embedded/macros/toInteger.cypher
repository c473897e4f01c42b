// A text as a whole number, under the name that Neo4j gives the function
CREATE MACRO toInteger(value) AS CAST(value AS INT64);
