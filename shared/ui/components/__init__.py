"""The parts of pages, a folder each: its view, and examples that feed the gallery, the tests and the screenshots."""
