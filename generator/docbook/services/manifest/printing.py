"""Print management: PS3.4 Annex H.

Statuses of Image Box, Annotation Box, Print Job and Printer are incomplete or missing in
PS3.4; those of PS3.7 also apply.
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

_UID = "1.2.840.10008.5.1.1"
FILM_SESSION, FILM_BOX, PRINTER = f"{_UID}.1", f"{_UID}.2", f"{_UID}.16"
GRAYSCALE_IMAGE_BOX, COLOR_IMAGE_BOX = f"{_UID}.4", f"{_UID}.4.1"


def _class(
    keyword: str,
    uid: str,
    section: str,
    group: str,
    iod: str,
    instance: str | None = None,
) -> Declaration:
    return Declaration(
        keyword, uid, "normalized", section, group=group, iod=iod, instance=instance
    )


PRINTING: tuple[Declaration, ...] = (
    _class("BasicFilmSession", FILM_SESSION, "H.4.1", "H.4-1", "B.7-1").having(
        DeclaredOperation(
            "N-CREATE", "M/M", "H.4.1.2.1", create("H.4-2"), ("H.4.1.2.1.2-1",)
        ),
        # H.4.1.2.2.1, H.4.1.2.1.2: the tables of N-CREATE also apply here.
        DeclaredOperation(
            "N-SET", "U/M", "H.4.1.2.2", change("H.4-2"), ("H.4.1.2.1.2-1",)
        ),
        DeclaredOperation("N-DELETE", "U/M", "H.4.1.2.3", delete()),
        # Table H.4-3 is the reply of the action: the created print job.
        DeclaredOperation(
            "N-ACTION",
            "U/U",
            "H.4.1.2.4",
            action("Print", 1, reply="H.4-3"),
            ("H.4-4",),
        ),
    ),
    _class("BasicFilmBox", FILM_BOX, "H.4.2", "H.4-5", "B.8-1").having(
        DeclaredOperation(
            "N-CREATE", "M/M", "H.4.2.2.1", create("H.4-6"), ("H.4.2.2.1.2-1",)
        ),
        # Table H.4-8 is the reply of the action.
        DeclaredOperation(
            "N-ACTION",
            "M/M",
            "H.4.2.2.4",
            action("Print", 1, reply="H.4-8"),
            ("H.4-9",),
        ),
        DeclaredOperation("N-DELETE", "U/M", "H.4.2.2.3", delete()),
        # H.4.2.2.1.2: the statuses of N-CREATE also apply here.
        DeclaredOperation(
            "N-SET", "U/U", "H.4.2.2.2", change("H.4-7"), ("H.4.2.2.1.2-1",)
        ),
    ),
    _class(
        "BasicGrayscaleImageBox", GRAYSCALE_IMAGE_BOX, "H.4.3.1", "H.4.3.1.2-1", "B.9-1"
    ).having(
        DeclaredOperation(
            "N-SET", "M/M", "H.4.3.1.2.1", change("H.4-10"), ("H.4.3.1.2.1.2-1",)
        ),
    ),
    _class(
        "BasicColorImageBox", COLOR_IMAGE_BOX, "H.4.3.2", "H.4.3.2.2-1", "B.9-1"
    ).having(
        DeclaredOperation(
            "N-SET", "M/M", "H.4.3.2.2.1", change("H.4-11"), ("H.4.3.2.2.1.2-1",)
        ),
    ),
    _class("BasicAnnotationBox", f"{_UID}.15", "H.4.4", "H.4.4.2-1", "B.10-1").having(
        DeclaredOperation("N-SET", "U/M", "H.4.4.2.1", change("H.4-13"))
    ),
    _class("PrintJob", f"{_UID}.14", "H.4.5", "H.4.5.2-1", "B.11-1").having(
        DeclaredOperation(
            "N-EVENT-REPORT",
            "M/M",
            "H.4.5.2.1",
            (
                *event("Pending", "H.4-14", 1),
                *event("Printing", "H.4-14", 2),
                *event("Done", "H.4-14", 3),
                *event("Failure", "H.4-14", 4),
            ),
        ),
        DeclaredOperation("N-GET", "U/M", "H.4.5.2.2", get("H.4-15")),
    ),
    _class("Printer", PRINTER, "H.4.6", "H.4.6.2-1", "B.12-1", f"{_UID}.17").having(
        DeclaredOperation(
            "N-EVENT-REPORT",
            "M/M",
            "H.4.6.2.1",
            (
                *event("Normal", "H.4-16", 1),
                *event("Warning", "H.4-16", 2),
                *event("Failure", "H.4-16", 3),
            ),
        ),
        DeclaredOperation("N-GET", "U/M", "H.4.6.2.2", get("H.4-17")),
    ),
    _class("PresentationLUT", f"{_UID}.23", "H.4.9", "H.4.9.2-1", "B.18.2-1").having(
        DeclaredOperation(
            "N-CREATE", "M/M", "H.4.9.2.1", create("H.4-23"), ("H.4.9.2.1.2-1",)
        ),
        DeclaredOperation("N-DELETE", "U/M", "H.4.9.2.2", delete()),
    ),
    _class(
        "PrinterConfigurationRetrieval",
        f"{_UID}.16.376",
        "H.4.11",
        "H.4.11.2-1",
        "B.20-1",
        f"{_UID}.17.376",
    ).having(DeclaredOperation("N-GET", "M/M", "H.4.11.2.2", get("H.4-26"))),
    # Tables H.3.2.2.1-1 and H.3.2.2.2-1 name the members. What may be negotiated besides
    # (Table H.3.3.2-1) is not a member.
    Declaration(
        "BasicGrayscalePrintManagement",
        f"{_UID}.9",
        "meta",
        "H.3.2.2.1",
        group="H.3.2.2.1-1",
        members=(FILM_SESSION, FILM_BOX, GRAYSCALE_IMAGE_BOX, PRINTER),
    ),
    Declaration(
        "BasicColorPrintManagement",
        f"{_UID}.18",
        "meta",
        "H.3.2.2.2",
        group="H.3.2.2.2-1",
        members=(FILM_SESSION, FILM_BOX, COLOR_IMAGE_BOX, PRINTER),
    ),
)
