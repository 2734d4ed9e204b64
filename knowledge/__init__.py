"""What history teaches: embeddings, index, recall, briefs, scores and advice."""
