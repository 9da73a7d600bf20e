"""What it means: figures as pure functions of records and a given ``now``. Nothing here reads the clock or a store."""
