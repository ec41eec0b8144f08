"""From YAML files to the policy of a region on a day, without a database.

`yaml_file` reads one file with its line numbers, `schema` says what may stand in it, `library` reads a folder of packs,
`resolve` picks what holds on a day along the chain national → province → city, `build` makes the frozen `RegionPolicy`,
`check` finds what a schema cannot say.
"""
