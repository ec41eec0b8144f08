"""A synthetic city: invented people, their papers, reviewers and decisions over days, through the product's own operations.

Some papers are read wrongly on purpose: a value flipped, or a citation that points to another place of the page. What is measured
is whether the screen shows enough on the criterion concerned to see it, and what follows when nobody does.
"""
