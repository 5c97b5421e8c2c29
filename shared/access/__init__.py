"""Who is asking, and what rule a route sets for them."""
