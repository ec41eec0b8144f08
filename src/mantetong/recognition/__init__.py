"""待遇: what a person is recognised for, from which day to which, its certificate, and its registration with the national platform.

Stands low because apply and review must know what a person already holds.
"""
