"""Applications that came by colleagues' shares: how far they came, the bonus, and what colleagues see of it."""
