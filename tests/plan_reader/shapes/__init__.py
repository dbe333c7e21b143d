"""Made-up improvement plans in every shape that areas publish, each with what a careful human reads in it."""
