// A text cut at a separator, under the name that Neo4j gives the function
CREATE MACRO split(text, separator) AS string_split(text, separator);
