// A value as text, under the name that Neo4j gives the function
CREATE MACRO toString(value) AS CAST(value AS STRING);
