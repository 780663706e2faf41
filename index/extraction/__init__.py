"""Articles to quotes, speakers, actors and topics: pure functions over offsets."""
