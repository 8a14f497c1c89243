"""The rules, each beside what it looks for (its `Sought`); none knows another."""
