"""GS1 element strings: the table, the rules of the official syntax dictionary, the reader and the maker."""
