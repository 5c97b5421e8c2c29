"""Start and search: this service's parts of the console's first page and of what is found."""
