"""How a sentence assigns work: who acts, what the verb asks, with whom, reporting to whom."""
