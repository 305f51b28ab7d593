"""The library's database. Every method of a repository raises StorageError."""
