"""撤回: taking back what was submitted."""
