"""When a disease is recognised: a tree of conditions judged against a fact sheet, answering met, not met or cannot tell."""
