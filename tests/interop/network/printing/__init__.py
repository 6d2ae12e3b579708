"""Printing with other tools: DCMTK, pynetdicom and dcmjs-dimse."""
