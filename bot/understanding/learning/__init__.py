"""What is learned from the sentence files: the router and the tagger, and how they are trained."""
