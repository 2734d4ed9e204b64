"""A Slack for your own machine: Web API, Socket Mode and signed HTTP on loopback."""
