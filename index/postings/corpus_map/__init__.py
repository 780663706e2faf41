"""Who is who over the whole corpus: from local actors and phrases to actors and topics."""
