"""What a text says: passages, quantities, who speaks, whose figures, what each number is of.

Takes paragraphs and word lists, gives immutable values. Whether what is said is right is left to `checks/text`.
"""
