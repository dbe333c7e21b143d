"""What a local area promised for children with SEND, and whether it is happening."""
