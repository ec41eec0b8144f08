"""热线: who calls is found by number and identity questions, told how far the case has come, and the call is written down."""
