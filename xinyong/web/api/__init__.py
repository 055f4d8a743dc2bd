"""What programs see: JSON with msgspec on the wire, problems as RFC 9457 states them."""
