"""Amounts and addresses: numbers, money, percentages, e-mail addresses, phone numbers."""
