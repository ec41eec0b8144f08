"""审核: work lists, claiming, the one-time supplement 一次性告知, refusal to accept, passing on."""
