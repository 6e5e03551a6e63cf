"""What the commands do that need no window; app.cli names them and their options."""
