"""Is a change real? Tests of the rule sets, the charts and what they say."""
