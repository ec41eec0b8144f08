"""申请: from the guide's last line to an acceptance number. One question a page; every answer is kept the moment it is given."""
