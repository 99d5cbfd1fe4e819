"""Documents of many layouts made from aligned texts; tools/derive_documents.py is the command."""
