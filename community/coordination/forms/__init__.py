"""What coordinators are asked: one module per subject."""
