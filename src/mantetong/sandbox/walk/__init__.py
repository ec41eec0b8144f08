"""`demo walk`: a case from the guide page to the till, over HTTP as the people concerned, without a short cut into the database.

`browser` is one person's browser, `instance` a private system to walk in, `steps` what is done in which order.
"""
