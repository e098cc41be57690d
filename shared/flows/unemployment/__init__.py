"""失业保险金: the claim for unemployment benefit."""
