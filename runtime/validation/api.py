"""The public function of this package.

Type checkers of user programs read the stub next to this file, so that they need not
analyze the whole validator.
"""

from .runs.validate import validate as validate
