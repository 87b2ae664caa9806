"""What things are: records, ontology and errors. Imports nothing of the other houses."""
