"""The demo community: small and believable through the actions, or large by bulk insert for measuring."""

from community.core.feature import Feature

feature = Feature(name="demo", commands=("community.demo.commands:demo",))
mail_pages = Feature(name="demo mail", blueprints=("community.demo.views:blueprint",))
