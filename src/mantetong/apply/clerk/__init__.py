"""窗口: a clerk or helper enters a filing for somebody who stands at the counter, alone or with a proxy; originals, slips, the receipt."""
