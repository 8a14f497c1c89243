"""Other people's files: what diaries and phones export."""
