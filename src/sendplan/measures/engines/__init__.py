"""The engines that count: each reads the same definitions, and they must agree on every row."""
