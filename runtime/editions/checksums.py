"""Checksums of published parts, as far as they were at hand: facts to compare downloads with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple


class Checksum(NamedTuple):
    """Size and sha256 of a file."""

    size: int
    sha256: str


# A part is one line.
# fmt: off
KNOWN: Final[Mapping[str, Mapping[int, Checksum]]] = {
    "2013": {
        4: Checksum(2419110, "2b26bf984421410839baec44e6839631436acba2fbed3bbf1652d5eaf5bfcbc0"),
        7: Checksum(577141, "a476d7d4dd8329f66fea5a1a4ff32f68b5d63b74bcc0b637c69a994b40b2ce8e"),
    },
    "2014a": {
        7: Checksum(577133, "3a5afbc5a73715ae7efb5cb65529baf5e250d26901908ab0924ed93a999b2fa1"),
    },
    "2018a": {
        7: Checksum(764986, "f417d6a5434223f58faf64248f18e2267ad282931224f6e0f4970e5b4aafc3de"),
    },
    "2020a": {
        7: Checksum(785409, "65b3ed5713771926eb53f5f01e95973686dce76861c0f561469f61d23736f843"),
    },
    "2022d": {
        3: Checksum(23205962, "0363ea58368b8b4042c25a26691c31889bf03a3636b82bdf4db93248a192a220"),
        4: Checksum(4424862, "b9eff4e17cbe0dfaa4e280d45ba3aa611f88f3b7895975c4cd360ae374960088"),
        6: Checksum(9162591, "e1fea8192e36eb1c23b0e28ef3b8c974f0c116e47556f1a94d79eb088c5a1446"),
        7: Checksum(786119, "1af893aad6dcc8711f23fc8c490e70640bc77c40f8006f4a01388d57f9ce58e9"),
    },
    "2023a": {
        3: Checksum(23740290, "6d8d11ed8dbdc57489b0585e4aa34036aad36721282ac5020dee6dee4bf71c31"),
        4: Checksum(4424260, "1326454bf6753eabff74c753befd527b7d761c402310c9f97815d0b0b39bdad3"),
        6: Checksum(9252549, "cdc95ecc100a96be6c274fac6d629b7c2824269b0cc9b48491fb2de99f44c88f"),
        7: Checksum(786126, "e327ee4053f08f89c4bc945067fab3babe2e5ad81eca92018818d5450101e7f5"),
    },
    "2024a": {
        7: Checksum(786636, "f0245bbd725693769ef54ead28651b8a5b39668b73bb6fe5c4cdede3c02bf3fc"),
    },
    "2024e": {
        7: Checksum(793482, "4a2e5718848b858d47beb87afc5a485a2d52db66dcfb26ff32dc707e5cd6e823"),
    },
    "2025b": {
        7: Checksum(797018, "24ac8a1830e58dbf1b1c6e7bedaf3f877aa620d6dedc84575491981e400a197c"),
    },
    "2025e": {
        7: Checksum(796996, "8f2cc248e42d3e05adb5a0a22b208c6c034a6f2da4db76c26efe1d02e63f878b"),
    },
    "2026c": {
        7: Checksum(797016, "d04ecd00d945d36feaa8da730d69590e48b92c23363b7ff4667a5f8340b8d849"),
    },
}
"""By edition and number of the part."""
# fmt: on
