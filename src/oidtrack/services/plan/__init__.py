"""Plans: drafted, agreed, steered, checked, supplied."""
