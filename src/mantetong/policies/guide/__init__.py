"""The guide 办事指南: a region's policy turned into what people read. `page` builds it, `labels` holds the words for codes."""
