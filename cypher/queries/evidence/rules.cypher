// Rules at work
// How many statements each rule found, and how sure they are on average.
MATCH (:Paper)-[says]->(:Method|Dataset|Task|Metric)
UNWIND says.rules AS rule
RETURN rule, type(says) AS role, count(*) AS statements,
       round(avg(says.confidence), 3) AS confidence
ORDER BY statements DESC, rule, role;
