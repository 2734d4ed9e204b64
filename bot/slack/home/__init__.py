"""The App Home: a person's day, numbers and customers, and the answers to what is pressed there."""
