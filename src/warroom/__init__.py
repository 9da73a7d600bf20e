"""warroom: an incident war room for people who take over a customer relationship in distress."""

# A constant: importlib.metadata would cost 40 ms at every start.
__version__ = "0.2.0.dev0"
