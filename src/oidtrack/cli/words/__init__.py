"""Words as people type them: days, times, ratings, doses."""
