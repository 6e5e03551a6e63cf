"""Setting a station up from its own screen."""
