"""The demo: two invented schools with a year and a half of work behind them."""
