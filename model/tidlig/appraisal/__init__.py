"""From a ledger of gains and losses by payer and year to the figures people decide on."""
