"""`python -m iodize` is `iodize`."""

from .cli import main

main()
