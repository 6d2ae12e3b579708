"""A proxy that relays the bytes of associations and judges what it sees.

`relay` moves bytes and knows nothing of DICOM. What it moved goes to `observing`, which
reads it: bytes -> PDUs (`pdus`) -> messages (`assembly`) -> an association with its
contexts (`negotiation`), requests and responses (`exchanges`) and what they carry
(`content`). It is on pynetdicom: install iodize[network].
"""
