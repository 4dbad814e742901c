"""tidlig: an open lifecycle cost-benefit model of investing early in children and youth."""

__version__ = "0.1.0"
