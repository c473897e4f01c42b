// Find papers by their date
CREATE INDEX paper_date IF NOT EXISTS
FOR (n:Paper) ON (n.date);
