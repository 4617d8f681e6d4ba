"""What ours is held against, written as one would write it without thinking of speed."""
