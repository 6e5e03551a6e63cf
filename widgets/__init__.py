"""What the operator sees: values in, signals out."""
