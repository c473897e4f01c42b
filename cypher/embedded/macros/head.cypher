// The first element of a list; the embedded engine counts from 1
CREATE MACRO head(list) AS list_extract(list, 1);
