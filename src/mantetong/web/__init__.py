"""The shared look: base templates, components and their tags, error pages, `page_or_fragment`, the sentences people read
when something expected goes wrong, and printed paper. Every room's pages stand on it; it knows no room, only `domain`.
Rooms come in through two registries found by name at start-up: `<room>/messages.py` (sentences for error codes) and
`<room>/navigation.py` (entries of the menus).
"""
