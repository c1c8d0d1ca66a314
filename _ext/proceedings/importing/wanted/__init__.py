"""What the files of an edition would say if nobody had written anything yet."""
