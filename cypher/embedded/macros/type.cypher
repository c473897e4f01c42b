// The type of a relationship, which the embedded engine calls its label
CREATE MACRO type(r) AS label(r);
