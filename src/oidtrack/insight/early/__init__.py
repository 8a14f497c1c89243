"""The search for low mood: what is usual for a person, how far the days are from it, how sure that is."""
