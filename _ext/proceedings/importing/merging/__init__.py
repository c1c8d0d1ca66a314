"""What was imported last, what the files say, what the source says: from a draft to a plan of files."""
