"""Kills and pauses: whole processes end at any moment, and nothing acknowledged is lost or done twice."""
