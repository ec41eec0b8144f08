"""The hall 办件: filing, case, stage with its one writer, ledger, clock and number, and the rows all later steps share.

One filing carries one case per disease. Everything that changes a case's stage passes through `operations.take_action`.
"""
