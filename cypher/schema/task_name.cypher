// Find a task by its name
CREATE INDEX task_name IF NOT EXISTS
FOR (n:Task) ON (n.name);
