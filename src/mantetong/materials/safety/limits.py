"""How much an upload may ask of us. The pack may allow less per slot, never more."""

CLEAN_BYTES = 5 * 1024 * 1024
"""A cleaned page is never larger: the guides' 5MB."""

LEAST_PAGE_BYTES = 300 * 1024
"""No pack can ask for pages smaller than this: text would not survive."""

UPLOAD_BYTES = 20 * 1024 * 1024
"""A photo between CLEAN_BYTES and this is compressed for its owner instead of being sent back."""

PIXELS = 50_000_000
LONG_SIDE = 4096
RENDERED_SIDE = 2000
PDF_PAGES = 100

# Measured: 30000×30000 PNG of 106 KiB; an honest 12 MP photo needs 110 MB with the interpreter.
CHILD_MEMORY_BYTES = 900 * 1024 * 1024
CHILD_DATA_BYTES = 265 * 1024 * 1024
CHILD_CPU_SECONDS = 25
CHILD_WALL_SECONDS = 40.0
