"""User configuration: settings, profiles and baselines.

Settings are read from `[tool.iodize]` of a pyproject.toml or from an iodize.toml
(`files`); options of the command line override them (`settings`).
"""
