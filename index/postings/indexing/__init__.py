"""Writing: articles are prepared, built into segments, merged, and committed."""
