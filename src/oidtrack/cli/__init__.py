"""Words in, a service called, a renderer chosen. The only reader of clock and environment."""
