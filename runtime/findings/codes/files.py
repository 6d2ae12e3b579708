"""Codes of the file, its meta information, its encoding and its SOP class."""

from .code import error, info, warning

# The file
FILE_UNREADABLE = error(
    "file-unreadable", "The file or directory cannot be opened or read."
)
NOT_CHECKED = error(
    "not-checked", "iodize failed while checking this file. This is a bug in iodize."
)
NOT_DICOM = error(
    "not-dicom",
    "The file has no DICM prefix and does not start with a data set.",
    "PS3.10 7.1",
)
ARCHIVE = error(
    "archive",
    "The file is an archive or is compressed. iodize does not read its content: unpack it,"
    " and validate the folder.",
)
FILE_EMPTY = error("file-empty", "The file is empty.", "PS3.10 7.1")
NO_DATA_SET = error(
    "no-data-set", "The file ends before its data set begins.", "PS3.10 7.2"
)
TRUNCATED = error(
    "truncated",
    "The data end inside an element. The elements before it were checked.",
    "PS3.5 7.1",
)
UNDECODABLE = error(
    "undecodable",
    "The bytes after some position cannot be decoded as data elements. The elements"
    " before it were checked.",
    "PS3.5 7.1",
)
DEFLATE_BROKEN = error(
    "deflate-broken",
    "The deflated data set cannot be decompressed completely. The decompressed part was"
    " checked.",
    "PS3.5 A.5",
)
DEFLATE_LIMIT = error(
    "deflate-limit",
    "The deflated data set grows beyond the limit: 1 GB, and 100 times its size unless that"
    " is less than 64 MB. The part up to the limit was checked.",
    "PS3.5 A.5",
)
TRAILING_BYTES = error(
    "trailing-bytes",
    "Bytes that are not part of the data set follow it.",
    "PS3.10 7.2",
)

# File meta information
META_MISSING = error(
    "meta-missing", "The file has no file meta information.", "PS3.10 7.1"
)
META_ELEMENT_MISSING = error(
    "meta-element-missing",
    "A required element of the file meta information is absent or empty.",
    "PS3.10 Table 7.1-1",
)
META_LENGTH = error(
    "meta-length",
    "File Meta Information Group Length differs from the actual length of the group.",
    "PS3.10 Table 7.1-1",
)
META_SOP_CLASS = error(
    "meta-sop-class",
    "Media Storage SOP Class UID differs from SOP Class UID of the data set.",
    "PS3.10 Table 7.1-1",
)
META_SOP_INSTANCE = error(
    "meta-sop-instance",
    "Media Storage SOP Instance UID differs from SOP Instance UID of the data set.",
    "PS3.10 Table 7.1-1",
)
TRANSFER_SYNTAX_UNKNOWN = warning(
    "transfer-syntax-unknown",
    "The transfer syntax has a DICOM UID that is not registered. It may belong to another"
    " edition.",
    "PS3.6 Table A-1",
)
NOT_A_TRANSFER_SYNTAX = error(
    "not-a-transfer-syntax",
    "The value of Transfer Syntax UID is not the UID of a transfer syntax.",
    "PS3.6 Table A-1",
)
TRANSFER_SYNTAX_PRIVATE = warning(
    "transfer-syntax-private",
    "The transfer syntax is private. The data set was read as Explicit VR Little Endian.",
    "PS3.5 10",
)
TRANSFER_SYNTAX_RETIRED = warning(
    "transfer-syntax-retired", "The transfer syntax is retired.", "PS3.6 Table A-1"
)
TRANSFER_SYNTAX_DIFFERS = error(
    "transfer-syntax-differs",
    "The data set is not encoded in its transfer syntax.",
    "PS3.5 10",
)

# The SOP class
SOP_CLASS_MISSING = error(
    "sop-class-missing",
    "The SOP class is not specified. Only the encoding was checked.",
    "PS3.3 C.12.1 Table C.12-1",
)
SOP_CLASS_UNKNOWN = warning(
    "sop-class-unknown",
    "The SOP class has a DICOM UID that is not registered. It may belong to another"
    " edition. Only the encoding and the modules of all IODs were checked: Patient, General"
    " Study, General Series, General Equipment, SOP Common.",
    "PS3.6 Table A-1",
)
SOP_CLASS_PRIVATE = info(
    "sop-class-private", "The SOP class is private. Only the encoding was checked."
)
SOP_CLASS_RETIRED = warning(
    "sop-class-retired", "The SOP class is retired.", "PS3.6 Table A-1"
)
SOP_CLASS_WITHOUT_IOD = info(
    "sop-class-without-iod",
    "The SOP class has no composite IOD. Only the encoding was checked.",
    "PS3.4 Table B.5-1",
)
NOT_A_SOP_CLASS = error(
    "not-a-sop-class",
    "The value of SOP Class UID is not the UID of a SOP class.",
    "PS3.6 Table A-1",
)

# UIDs of instances and other entities
UID_RESERVED = error(
    "uid-reserved",
    "The UID of an instance or another entity is under the root of the standard,"
    " 1.2.840.10008.",
    "PS3.5 9",
)
UID_SHARED = warning(
    "uid-shared",
    "Two of the study, the series and the instance have the same UID.",
    "PS3.5 9",
)

# The edition, if it is chosen for each object
EDITION_ASSUMED = info(
    "edition-assumed",
    "With `--edition auto`: the object has no date, or no available edition was in force at"
    " that date.",
)
EDITION_REJECTED = info(
    "edition-rejected",
    "With `--edition any`: no edition accepts the object. The errors are those of the edition"
    " with the fewest.",
)
