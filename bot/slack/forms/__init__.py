"""Forms: what is easier to fill in than to say, as modals that end in the same intents as words do."""
