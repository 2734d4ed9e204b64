"""A Slack of one's own: the workspace on this machine with Rapport in it, in one process."""
