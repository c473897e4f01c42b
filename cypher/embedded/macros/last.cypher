// The last element of a list
CREATE MACRO last(list) AS list_extract(list, -1);
