"""How fast it is: ratios measured in one run on one machine."""
