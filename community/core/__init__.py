"""What every feature stands on and none of them owns: database, policy, outbox, mail, search, web."""
