"""What an event is: readers per format, column recognition, bad rows, identity, filters, import."""
