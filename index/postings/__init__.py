"""The Whoosh side: schema, writer, reader, evaluation."""
