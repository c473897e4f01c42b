// Table of venues in the embedded engine
CREATE NODE TABLE Venue (
  id STRING PRIMARY KEY,
  name STRING,
  aliases STRING[],
  issns STRING[],
  externalIds STRING[],
  identifiedBy STRING,
  paperCount INT64,
  lookup STRING
);
