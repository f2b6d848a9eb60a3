"""What goes over the wire, one file per feature word: the models that the OpenAPI description is made of."""
