"""The tables everything is measured on, shaped as the SEN2 return shapes them."""
