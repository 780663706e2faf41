"""What commands do beyond a pure step of the state: move widgets, ask threads, hand out text."""
