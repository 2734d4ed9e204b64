"""From text to intents: the local reader, and the chat model that can replace it."""
