"""结算: the national interface served to hospitals and pharmacies, and the look-up that answers at the till."""
