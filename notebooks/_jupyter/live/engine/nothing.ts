// Stands in a page for what prepares to draw pictures.
