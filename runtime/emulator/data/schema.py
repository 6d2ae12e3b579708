"""The tables of the index.

Objects are files. For queries, the index has the attributes of the first stored instance
of each patient, study and series.
"""

SCHEMA = """
CREATE TABLE IF NOT EXISTS patients (
    id INTEGER PRIMARY KEY,
    identity TEXT NOT NULL UNIQUE,
    patient_id TEXT NOT NULL,
    header BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS patients_by_patient_id ON patients (patient_id);

CREATE TABLE IF NOT EXISTS studies (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    patient INTEGER NOT NULL REFERENCES patients,
    study_date TEXT NOT NULL,
    accession_number TEXT NOT NULL,
    header BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS studies_by_patient ON studies (patient);
CREATE INDEX IF NOT EXISTS studies_by_date ON studies (study_date);
CREATE INDEX IF NOT EXISTS studies_by_accession ON studies (accession_number);

CREATE TABLE IF NOT EXISTS series (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    study INTEGER NOT NULL REFERENCES studies,
    modality TEXT NOT NULL,
    header BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS series_by_study ON series (study);

CREATE TABLE IF NOT EXISTS instances (
    uid TEXT PRIMARY KEY,
    sop_class TEXT NOT NULL,
    series INTEGER REFERENCES series,
    transfer_syntax TEXT NOT NULL,
    file TEXT NOT NULL,
    received TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ'))
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS instances_by_series ON instances (series);
CREATE INDEX IF NOT EXISTS instances_by_class ON instances (sop_class);

CREATE TABLE IF NOT EXISTS managed (
    sop_class TEXT NOT NULL,
    uid TEXT NOT NULL,
    state TEXT NOT NULL,
    lock TEXT NOT NULL DEFAULT '',
    dataset TEXT NOT NULL,
    created TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ')),
    PRIMARY KEY (sop_class, uid)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS requests (
    id INTEGER PRIMARY KEY,
    sop_class TEXT NOT NULL,
    uid TEXT NOT NULL,
    type_id INTEGER NOT NULL,
    calling_ae TEXT NOT NULL,
    dataset TEXT NOT NULL,
    received TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ'))
);

CREATE TABLE IF NOT EXISTS subscriptions (
    ae TEXT NOT NULL,
    uid TEXT NOT NULL,
    lock INTEGER NOT NULL,
    PRIMARY KEY (ae, uid)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS global_subscriptions (
    ae TEXT NOT NULL,
    uid TEXT NOT NULL,
    lock INTEGER NOT NULL,
    filter TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY (ae, uid)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS steps (
    study TEXT NOT NULL,
    step TEXT NOT NULL,
    state TEXT NOT NULL,
    performed TEXT NOT NULL,
    PRIMARY KEY (study, step)
) WITHOUT ROWID;
"""
"""`managed`: instances of normalized SOP classes (performed procedure steps, workitems,
media requests…). `requests`: actions that are only recorded. `steps`: scheduled procedure
steps that a performed one references."""
