"""The guided evening entry: its questions one by one, and the days that were missed."""
