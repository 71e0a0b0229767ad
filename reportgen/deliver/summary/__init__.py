"""汇总.xlsx: what came of a batch."""
