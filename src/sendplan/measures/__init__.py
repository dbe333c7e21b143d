"""How well are we doing? Measures, signals, and the one exit by which figures leave."""
