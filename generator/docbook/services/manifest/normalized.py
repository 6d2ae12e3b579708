"""Storage commitment, notifications, media creation, logging, verification and storage.

PS3.4 Annexes J, R, S, P, DD, EE and KK.
"""

from __future__ import annotations

from .declaring import (
    Declaration,
    DeclaredOperation,
    action,
    change,
    create,
    delete,
    event,
    get,
)


def _machine_verification(keyword: str, uid: str, table: str, iod: str) -> Declaration:
    """Return one of two SOP classes that share all tables except one."""
    return Declaration(
        keyword, uid, "normalized", "DD.3", group="DD.3.2-1", iod=iod
    ).having(
        # The captions of both status tables mention only one of them.
        DeclaredOperation(
            "N-CREATE",
            "M/M",
            "DD.3.2.1",
            create(table, "N-CREATE"),
            ("DD.3.2.1.2-1",),
        ),
        DeclaredOperation(
            "N-SET", "M/M", "DD.3.2.1", change(table, "N-SET"), ("DD.3.2.1.2-2",)
        ),
        DeclaredOperation(
            "N-GET", "M/M", "DD.3.2.2", get("DD.3.2.2.2-1"), ("DD.3.2.2.3-1",)
        ),
        DeclaredOperation(
            "N-ACTION",
            "M/M",
            "DD.3.2.3",
            action("RequestBeamVerification", 1, "DD.3.2.3-1"),
            ("DD.3.2.3-2",),
        ),
        DeclaredOperation("N-DELETE", "M/M", "DD.3.2.4", delete()),
        DeclaredOperation(
            "N-EVENT-REPORT",
            "M/M",
            "DD.3.2.5",
            event("Pending", "DD.3.2.5-1", 1) + event("Done", "DD.3.2.5-1", 2),
        ),
    )


NORMALIZED: tuple[Declaration, ...] = (
    Declaration(
        "StorageCommitmentPushModel",
        "1.2.840.10008.1.20.1",
        "normalized",
        "J.3",
        group="J.3.1-1",
        iod="B.15-1",
        instance="1.2.840.10008.1.20.1.1",
    ).having(
        DeclaredOperation(
            "N-EVENT-REPORT",
            "M/M",
            "J.3.3",
            (
                *event("StorageCommitmentRequestSuccessful", "J.3-2", 1),
                *event("StorageCommitmentRequestCompleteFailuresExist", "J.3-2", 2),
            ),
        ),
        DeclaredOperation(
            "N-ACTION", "M/M", "J.3.2", action("RequestStorageCommitment", 1, "J.3-1")
        ),
    ),
    Declaration(
        "InstanceAvailabilityNotification",
        "1.2.840.10008.5.1.4.33",
        "normalized",
        "R.3",
        group="R.3.1-1",
        iod="B.24.2-1",
    ).having(
        DeclaredOperation("N-CREATE", "M/M", "R.3.2", create("R.3.2-1", "N-CREATE"))
    ),
    Declaration(
        "MediaCreationManagement",
        "1.2.840.10008.5.1.1.33",
        "normalized",
        "S.3",
        group="S.3.1-1",
        iod="B.25.2-1",
    ).having(
        DeclaredOperation("N-CREATE", "M/M", "S.3.2.1", create("S.3.2.1.1-1")),
        # Table S.3.2.2.4-1 is in the section of N-CREATE, but describes the action,
        # whose number it has.
        DeclaredOperation(
            "N-ACTION",
            "M/M",
            "S.3.2.2",
            (
                *action("InitiateMediaCreation", 1, "S.3.2.2.1-1"),
                *action("CancelMediaCreation", 2, "S.3.2.3.1-1"),
            ),
            ("S.3.2.2.4-1", "S.3.2.3.4-1"),
        ),
        DeclaredOperation(
            "N-GET", "U/M", "S.3.2.4", get("S.3.2.4.1-1"), ("S.3.2.4.4-1",)
        ),
    ),
    Declaration(
        "ProceduralEventLogging",
        "1.2.840.10008.1.40",
        "normalized",
        "P.2",
        group="P.2-1",
        instance="1.2.840.10008.1.40.1",
    ).having(
        # Table P.2-4 is the reply, with the reason for logging the event.
        DeclaredOperation(
            "N-ACTION",
            "M/M",
            "P.2.2",
            action("RecordProceduralEvent", 1, "P.2-2", "P.2-4"),
            ("P.2-3",),
        ),
    ),
    Declaration(
        "SubstanceAdministrationLogging",
        "1.2.840.10008.1.42",
        "normalized",
        "P.3",
        group="P.3-1",
        instance="1.2.840.10008.1.42.1",
    ).having(
        DeclaredOperation(
            "N-ACTION",
            "M/M",
            "P.3.2",
            action("RecordSubstanceAdministrationEvent", 1, "P.3-2"),
            ("P.3-3",),
        ),
    ),
    _machine_verification(
        # The UIDs of both are only in PS3.6.
        "RTConventionalMachineVerification",
        "1.2.840.10008.5.1.4.34.8",
        "DD.3.2.1-1",
        "B.27.2-1",
    ),
    _machine_verification(
        "RTIonMachineVerification",
        "1.2.840.10008.5.1.4.34.9",
        "DD.3.2.1-2",
        "B.28.2-1",
    ),
    Declaration(
        "DisplaySystem",
        "1.2.840.10008.5.1.1.40",
        "normalized",
        "EE.2",
        group="EE.2.2-1",
        iod="B.29-1",
        instance="1.2.840.10008.5.1.1.40.1",
    ).having(DeclaredOperation("N-GET", "M/M", "EE.2.2.1", get("EE.2.2.1-2"))),
    Declaration(
        "InventoryCreation",
        "1.2.840.10008.5.1.4.1.1.201.5",
        "normalized",
        "KK.1",
        group="KK.1-1",
        iod="B.30.2-1",
        instance="1.2.840.10008.5.1.4.1.1.201.1.1",
    ).having(
        DeclaredOperation(
            "N-ACTION",
            "M/M",
            "KK.2.2",
            (
                *action("Initiate", 11, "KK.2-1"),
                *action("RequestStatus", 12, "KK.2-1"),
                *action("Cancel", 13, "KK.2-1"),
                *action("Pause", 14, "KK.2-1"),
                *action("Resume", 15, "KK.2-1"),
            ),
            ("KK.2.2.3-1",),
        ),
        DeclaredOperation(
            "N-EVENT-REPORT",
            "M/M",
            "KK.2.3",
            (
                *event("InventoryTerminatedWithInstances", "KK.2-2", 11),
                *event("InventoryStatus", "KK.2-2", 12),
                *event("InventoryTerminatedWithoutInstances", "KK.2-2", 13),
            ),
        ),
    ),
)
