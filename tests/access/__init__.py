"""Who may do what: the table of every route and every role, and the proofs around it."""
