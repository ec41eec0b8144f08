"""What comes after something decided: renewing (续办), bringing along to another region (转入), appealing (申诉复核).

Each begins prefilled from what it follows and asks only for what is missing; `cases` keeps what it follows and who judged before.
"""
