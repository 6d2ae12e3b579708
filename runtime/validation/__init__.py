"""Validates objects against the definitions of an edition.

`plan` compiles the requirements of the definitions, once for each IOD and kind of item.
`walk` visits the data sets and items of an object, and checks their elements. `conditions`
checks conditional requirements, and `structure` relations between elements. `reporting`
builds the findings. `engine` validates one object, and `runs` many.
"""
