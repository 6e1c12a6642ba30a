"""From a picture of a page to words with boxes: preparation, Tesseract, second looks at what was read badly."""
