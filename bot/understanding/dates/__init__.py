"""Dates and times: the grammars of days, times, periods and recurrences."""
