"""What a user settles: which findings count, which facts hold, which rules come on top.

Settings come from `[tool.iodize]` of a pyproject.toml or from an iodize.toml (`files`),
and from the command line, which wins (`settings`).
"""
