"""Is a change real? Statistical process control of one series (`chart`) or of thousands at once (`charts`)."""

from sendplan.measures.signals.chart import Chart, chart
from sendplan.measures.signals.charts import Charts, SignalError, charts
from sendplan.measures.signals.proportions import Funnel, chart_of_shares, funnel
from sendplan.measures.signals.rule_sets import MDC, NHS_R, RULE_SETS, Direction, Rule, RuleSet, rules_of
from sendplan.measures.signals.words import Signal, sentences, signals_of

__all__ = [
    "MDC",
    "NHS_R",
    "RULE_SETS",
    "Chart",
    "Charts",
    "Direction",
    "Funnel",
    "Rule",
    "RuleSet",
    "Signal",
    "SignalError",
    "chart",
    "chart_of_shares",
    "charts",
    "funnel",
    "rules_of",
    "sentences",
    "signals_of",
]
