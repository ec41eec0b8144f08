"""我的家人: whom I act for, who acts for me, and how one comes to act for somebody."""
