"""The demo community: small and believable through the actions, or large by bulk insert for measuring."""
