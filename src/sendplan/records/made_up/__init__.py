"""Made-up areas: records of nobody, whose counts are the figures that DfE published for a real authority."""
