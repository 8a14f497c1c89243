"""The taper: request in, a plan that proves itself or a refusal out. Pure and exact."""
