"""A proxy between two DICOM systems that relays bytes unchanged and checks the traffic.

`relay` moves bytes without decoding them and passes a copy to `observing`, which decodes
in a thread of its own: bytes -> PDUs (`pdus`) -> messages (`assembly`) -> an association
with its contexts (`negotiation`), requests and responses (`exchanges`) and their contents
(`content`). Requires pynetdicom: install iodize[network].
"""
