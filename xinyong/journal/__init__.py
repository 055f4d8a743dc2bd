"""Where it is kept: append, Merkle tree, checkpoints, projections, replay. One port, two stores."""
