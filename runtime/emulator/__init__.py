"""An emulator of a RIS or PACS, to test the systems that connect to it.

A module here belongs to a run: its journal, outgoing reports and output. Stored data are in
`data`, and SOP classes in `services`.
"""
