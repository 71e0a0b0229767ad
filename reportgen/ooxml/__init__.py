"""Zip and OPC packages, read and written in one way. What stands in the parts is left to the rooms above."""
