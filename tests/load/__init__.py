"""Much of what stations tell, made up."""
