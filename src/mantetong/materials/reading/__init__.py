"""From a clean page to words with their place, then to fields with page, quad and score. What is not sure is left empty."""
