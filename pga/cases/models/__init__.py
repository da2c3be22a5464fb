"""Tables of person cases; everything that is about a person is sealed."""
