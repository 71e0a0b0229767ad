"""Lists for the terminal, for programs and for the manual: findings, codes, packs."""
