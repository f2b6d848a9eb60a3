"""What an event is: readers, column recognition, bad rows, identity, import."""
