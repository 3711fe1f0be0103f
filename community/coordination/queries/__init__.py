"""Every reading for the coordinators' pages: one module per subject."""
