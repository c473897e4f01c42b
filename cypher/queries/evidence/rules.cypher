// Rules at work
// How many statements each rule found, and from which confidence to which.
MATCH (:Paper)-[says]->(:Method|Dataset|Task|Metric)
UNWIND says.rules AS rule
RETURN rule, type(says) AS role, count(*) AS statements,
       min(says.confidence) AS lowest, max(says.confidence) AS highest
ORDER BY statements DESC, rule, role;
