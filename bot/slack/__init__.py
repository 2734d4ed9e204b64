"""Rapport in Slack: the Bolt app, its listeners, and how replies look and travel."""
