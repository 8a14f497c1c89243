"""One public function per thing a person wants; frozen results come back."""
