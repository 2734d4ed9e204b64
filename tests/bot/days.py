"""The day on which the tests of the command line play, a Monday."""

from datetime import date

TODAY = date(2026, 11, 23)
NOW = "2026-11-23T09:30:00+00:00"
