"""What people type about themselves, and what they look for in the directory: shape and wording."""
