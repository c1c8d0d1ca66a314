"""What all readers of tables share: cells, headings, columns, and what people write into a cell."""
