"""`python -m iodize`: the command line."""

from .cli import main

main()
