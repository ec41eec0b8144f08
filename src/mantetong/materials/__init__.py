"""材料: papers come in here. An upload is decoded in a small locked cell, cleaned, looked at (is it sharp, whole, stamped?) and read
(whose is it, what does it say, where does it stand). Applicants are here, and reviewers who look; a file comes in, slots with findings
and facts with their place go out. Everything below `safety`, `precheck`, `reading` and `cross_check` works without a database.
"""
