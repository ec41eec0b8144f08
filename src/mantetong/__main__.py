"""`python -m mantetong` is the `mantetong` command."""

import sys

from mantetong.config.command_line import main

sys.exit(main())
