"""For maintainers of formats: is a pack sound, what may its template say, what would it print, what has changed."""
