"""Who may sign in, what each role may do, and the audit trail of everything that was done."""
