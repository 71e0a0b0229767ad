"""Sums over many units: who counts, what adds up, what is unusual, and the parent's report made of it."""
