"""A region's list, criteria and amounts as a workbook that officials edit, and back into the packs.

`columns` says what stands on which sheet, `listing` reads what holds from the packs, `rows` and `criteria_rows` turn values into
rows and back, `workbook` reads and writes the file and refuses what a table must not hold, `yaml_text` changes single values in a
pack's file, `amending` brings it together. Nothing here needs Django.
"""
