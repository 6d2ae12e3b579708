"""What DIMSE messages and SOP classes are made of: PS3.7 and PS3.4, without a network."""
