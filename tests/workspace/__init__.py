"""The stand-in for Slack, driven by a real Bolt app."""
