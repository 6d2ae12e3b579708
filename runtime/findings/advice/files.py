"""Advice about the file, its meta information, its encoding and its SOP class."""

from __future__ import annotations

from typing import Final

from .advice import Advice

ADVICE: Final = {
    "file-unreadable": Advice(
        "The file was not checked, so its conformance is not known.",
        "A file without read permission.",
        "Correct the path or the permissions, and run the command again.",
    ),
    "not-checked": Advice(
        "The findings of this file are incomplete.",
        "An exception in iodize while it read an unusual file.",
        "Report it with the traceback that IODIZE_TRACEBACK=1 prints, and with the file if it"
        " may be shared.",
    ),
    "not-dicom": Advice(
        "DICOM readers reject the file.",
        "A JPEG file that was renamed to scan.dcm.",
        "Pass DICOM files. If the file is one, write the preamble and the prefix DICM.",
    ),
    "archive": Advice(
        "The objects in the archive were not checked, so their conformance is not known.",
        "A folder that was sent as study.zip.",
        "Unpack the archive, and validate the folder.",
    ),
    "file-empty": Advice(
        "The object is lost, usually after a failed copy or a full disk.",
        "A file of 0 bytes.",
        "Transfer the file again, and check the disk and the network.",
    ),
    "no-data-set": Advice(
        "The file contains no object.",
        "A file that ends after its file meta information.",
        "Transfer the file again. Write to a temporary file and rename it when it is complete.",
    ),
    "truncated": Advice(
        "Part of the object is lost, often the end of the pixel data.",
        "Pixel Data with a length of 524288 bytes in a file that has 400000 bytes left.",
        "Transfer the file again. Write to a temporary file and rename it when it is complete.",
    ),
    "undecodable": Advice(
        "Readers lose all elements after this position, or reject the file.",
        "A length of 10 for an element that has 12 bytes.",
        "Write the length of each value as the number of bytes that follow, and use the VR and"
        " byte order of the transfer syntax.",
    ),
    "deflate-broken": Advice(
        "Readers lose all elements after this position, or reject the file.",
        "A deflated data set that was cut during a transfer.",
        "Transfer the file again, and compress the data set as one raw deflate stream.",
    ),
    "deflate-limit": Advice(
        "A small file that grows without limit can exhaust the memory of a reader.",
        "A file of 2 MB whose data set has more than 1 GB.",
        "Verify the origin of the file. Encode a legitimate object of this size in another"
        " transfer syntax.",
    ),
    "trailing-bytes": Advice(
        "Readers decode the bytes as further elements, and fail or warn.",
        "Zero bytes that fill the last block of a medium.",
        "End the file after the last element. Use Data Set Trailing Padding for padding.",
    ),
    "meta-missing": Advice(
        "Readers must guess the transfer syntax; many reject the file.",
        "A data set that was written as it was received from the network.",
        "Write the preamble, the prefix and the file meta information before the data set.",
    ),
    "meta-element-missing": Advice(
        "Readers need these elements to decode the file and to recognize the object.",
        "File meta information without Transfer Syntax UID.",
        "Write all type 1 elements of group 0002.",
    ),
    "meta-length": Advice(
        "Readers that skip the group by its length start to decode at a wrong position.",
        "File Meta Information Group Length of 200 for a group of 212 bytes.",
        "Calculate the length after all other elements of the group are final.",
    ),
    "meta-sop-class": Advice(
        "An archive may store the object under another SOP class than viewers read.",
        "CT Image Storage in the file meta information of an MR image.",
        "Copy SOP Class UID of the data set to Media Storage SOP Class UID.",
    ),
    "meta-sop-instance": Advice(
        "An index of the files refers to an instance that does not exist.",
        "A copy with a new SOP Instance UID and the old file meta information.",
        "Copy SOP Instance UID of the data set to Media Storage SOP Instance UID.",
    ),
    "transfer-syntax-unknown": Advice(
        "Readers that do not have the transfer syntax cannot decode the object.",
        "A transfer syntax of a newer edition.",
        "Validate with the edition that registers it: --edition.",
    ),
    "not-a-transfer-syntax": Advice(
        "Readers cannot decode the data set.",
        "The UID of a SOP class in Transfer Syntax UID.",
        "Write the UID of the transfer syntax that encodes the data set.",
    ),
    "transfer-syntax-private": Advice(
        "Only systems of one manufacturer can decode the object.",
        "A private compression of an ultrasound system.",
        "Convert the object to a standard transfer syntax before you send or store it.",
    ),
    "transfer-syntax-retired": Advice(
        "New systems do not support retired transfer syntaxes.",
        "Explicit VR Big Endian.",
        "Convert the object to Explicit VR Little Endian.",
    ),
    "transfer-syntax-differs": Advice(
        "Readers that obey the transfer syntax cannot decode the object.",
        "Implicit VR elements in a file that states Explicit VR Little Endian.",
        "Encode the data set in the stated transfer syntax, or state the one that was used.",
    ),
    "sop-class-missing": Advice(
        "Systems cannot determine the kind of the object, and refuse to store it.",
        "A data set without SOP Class UID (0008,0016).",
        "Add SOP Class UID.",
    ),
    "sop-class-unknown": Advice(
        "The attributes of the object were not checked against its IOD.",
        "A storage SOP class of a newer edition.",
        "Validate with the edition that registers it: --edition.",
    ),
    "sop-class-private": Advice(
        "Only systems that know the private SOP class can use the object.",
        "Raw data of a scanner under a UID of its manufacturer.",
        "Use a standard SOP class, such as Raw Data Storage, if other systems need the object.",
    ),
    "sop-class-retired": Advice(
        "New systems may refuse to store or to show the object.",
        "Ultrasound Image Storage in its retired form, 1.2.840.10008.5.1.4.1.1.6.",
        "Use the SOP class that replaces it.",
    ),
    "sop-class-without-iod": Advice(
        "The attributes were not checked, because the standard has no table for them.",
        "A data set of a performed procedure step in a file.",
        "Check messages with `iodize peer` or `iodize check-association`.",
    ),
    "not-a-sop-class": Advice(
        "Systems cannot determine the kind of the object, and refuse to store it.",
        "The UID of a transfer syntax in SOP Class UID.",
        "Write the UID of the SOP class of the object.",
    ),
    "uid-reserved": Advice(
        "Only the standard may assign these UIDs; an archive may mix up objects.",
        "SOP Instance UID 1.2.840.10008.1.2.3.",
        "Generate UIDs under a root of your organization, or under 2.25.",
    ),
    "uid-shared": Advice(
        "Systems that index all entities by UID mix them up.",
        "The same value in Study Instance UID and Series Instance UID.",
        "Generate a separate UID for each study, series and instance.",
    ),
    "edition-assumed": Advice(
        "The object may have been made according to another edition.",
        "An object without Instance Creation Date and without other dates.",
        "Name the edition with --edition, or fetch the edition of that date.",
    ),
    "edition-rejected": Advice(
        "The object has errors in each available edition.",
        "An object without a value of a type 1 attribute that all editions have.",
        "Correct the reported errors. `iodize editions` lists the editions that were used.",
    ),
}
