"""What people type about themselves and their keys: shape and wording, no rules."""
