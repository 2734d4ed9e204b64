"""Blocks: replies as Block Kit, within the limits of Slack."""
