"""From raw clicks to tallies: counting, deciding afterwards who came, and letting raw clicks go."""
