"""The history of the store's shape, one numbered step a file, each opening with why."""
