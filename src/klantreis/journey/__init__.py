"""The map, pure: records, their rules and the document that holds them."""
