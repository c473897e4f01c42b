// Find a task by anything that it is called, in any case
CREATE TEXT INDEX task_lookup IF NOT EXISTS
FOR (n:Task) ON (n.lookup);
