"""What is typed about circles: one module for each resource."""
