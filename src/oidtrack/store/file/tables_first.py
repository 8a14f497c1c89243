"""The tables of journal version 1, as SQL. Never changed: a later version is a later migration.

The comments inside the SQL stay in the file, so that it explains itself in any
SQLite browser. `date(x, '+0 days')` is x for a day that exists and something else
for 30 February; `date(x)` alone lets that through.
"""

ENTRIES = (
    """CREATE TABLE entries (
        -- one row for everything written down; what kind it is says which table holds the rest
        id INTEGER PRIMARY KEY AUTOINCREMENT, -- shown as e1, e2 and so on; never used twice
        kind TEXT NOT NULL CHECK (kind IN ('mood', 'dose', 'treatment', 'note', 'assessment')),
        at_utc INTEGER NOT NULL, -- when it happened: seconds since 1970, UTC
        offset_min INTEGER NOT NULL CHECK (offset_min BETWEEN -1080 AND 1080), -- wall clock ahead of UTC, minutes
        day TEXT NOT NULL CHECK (day IS date(day, '+0 days')), -- the local day it counts for, YYYY-MM-DD
        note TEXT NOT NULL DEFAULT '',
        star INTEGER NOT NULL DEFAULT 0 CHECK (star IN (0, 1))
    ) STRICT""",
    "CREATE INDEX entries_by_day ON entries (day)",
    "CREATE INDEX entries_by_time ON entries (at_utc)",
    """CREATE TABLE moods (
        -- ratings from 0 to 10 in tenths (6.5 is 65); NULL is "not answered", never 0
        id INTEGER PRIMARY KEY,
        entry_id INTEGER NOT NULL UNIQUE REFERENCES entries (id),
        mood INTEGER CHECK (mood BETWEEN 0 AND 100), -- 10 is best
        energy INTEGER CHECK (energy BETWEEN 0 AND 100), -- 10 is best
        motivation INTEGER CHECK (motivation BETWEEN 0 AND 100), -- 10 is best
        interest INTEGER CHECK (interest BETWEEN 0 AND 100), -- 10 is best
        anxiety INTEGER CHECK (anxiety BETWEEN 0 AND 100), -- 10 is worst
        pain INTEGER CHECK (pain BETWEEN 0 AND 100), -- 10 is worst
        craving INTEGER CHECK (craving BETWEEN 0 AND 100), -- 10 is worst
        sleep_min INTEGER CHECK (sleep_min BETWEEN 0 AND 1440) -- minutes slept
    ) STRICT""",
    """CREATE TABLE signs (
        -- early signs of depression noticed with a mood
        id INTEGER PRIMARY KEY,
        entry_id INTEGER NOT NULL REFERENCES entries (id),
        name TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX signs_by_entry ON signs (entry_id)",
    """CREATE TABLE symptoms (
        -- withdrawal symptoms noticed with a mood
        id INTEGER PRIMARY KEY,
        entry_id INTEGER NOT NULL REFERENCES entries (id),
        name TEXT NOT NULL,
        severity INTEGER CHECK (severity BETWEEN 0 AND 4) -- NULL is "there, not rated"
    ) STRICT""",
    "CREATE INDEX symptoms_by_entry ON symptoms (entry_id)",
    """CREATE TABLE tags (
        id INTEGER PRIMARY KEY,
        entry_id INTEGER NOT NULL REFERENCES entries (id),
        name TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX tags_by_entry ON tags (entry_id)",
    "CREATE INDEX tags_by_name ON tags (name)",
    """CREATE TABLE intakes (
        -- one dose as it was: micrograms, or for a patch nanograms an hour
        id INTEGER PRIMARY KEY,
        entry_id INTEGER NOT NULL UNIQUE REFERENCES entries (id),
        medicine TEXT NOT NULL,
        dose_ug INTEGER CHECK (dose_ug >= 0),
        rate_ng_h INTEGER CHECK (rate_ng_h >= 0),
        state TEXT NOT NULL CHECK (state IN ('taken', 'skipped', 'extra')), -- a missed dose is worked out
        slot TEXT CHECK (slot IS strftime('%H:%M', slot)), -- the planned time of day, HH:MM
        planned_ug INTEGER CHECK (planned_ug >= 0), -- what was planned then; NULL where nothing was
        planned_ng_h INTEGER CHECK (planned_ng_h >= 0),
        reason TEXT NOT NULL DEFAULT '', -- why it was skipped
        CHECK ((dose_ug IS NULL) <> (rate_ng_h IS NULL)),
        CHECK (planned_ug IS NULL OR planned_ng_h IS NULL)
    ) STRICT""",
    "CREATE INDEX intakes_by_medicine ON intakes (medicine)",
    """CREATE TABLE treatments (
        id INTEGER PRIMARY KEY,
        entry_id INTEGER NOT NULL UNIQUE REFERENCES entries (id),
        text TEXT NOT NULL,
        minutes INTEGER CHECK (minutes >= 0)
    ) STRICT""",
    """CREATE TABLE assessments (
        -- a questionnaire as answered
        id INTEGER PRIMARY KEY,
        entry_id INTEGER NOT NULL UNIQUE REFERENCES entries (id),
        instrument TEXT NOT NULL, -- phq9, gad7 and so on
        answers TEXT NOT NULL -- points in the order of the questions, a JSON array
    ) STRICT""",
)

MEDICINES = (
    """CREATE TABLE prescriptions (
        -- how a medicine is taken from one day on; a change is a new row
        id INTEGER PRIMARY KEY AUTOINCREMENT, -- shown as m1, m2 and so on
        medicine TEXT NOT NULL,
        release TEXT NOT NULL CHECK (release IN ('ir', 'er', 'patch')),
        role TEXT NOT NULL CHECK (role IN ('opioid', 'antidepressant', 'benzodiazepine', 'pain', 'other')),
        since TEXT NOT NULL CHECK (since IS date(since, '+0 days')), -- first day
        until TEXT CHECK (until IS date(until, '+0 days')), -- last day; NULL while it holds
        opioid_since TEXT CHECK (opioid_since IS date(opioid_since, '+0 days')), -- first day of taking it at all
        change_days INTEGER NOT NULL CHECK (change_days >= 1), -- days between patch changes, else 1
        min_interval_h INTEGER CHECK (min_interval_h >= 0), -- fewest hours between doses
        liquid_ug_num INTEGER, -- a liquid holds num/den micrograms a millilitre
        liquid_ug_den INTEGER,
        liquid_step_num INTEGER, -- and is measured in steps of num/den millilitres
        liquid_step_den INTEGER
    ) STRICT""",
    """CREATE TABLE prescription_doses (
        -- what is taken at one time of day
        id INTEGER PRIMARY KEY,
        prescription_id INTEGER NOT NULL REFERENCES prescriptions (id),
        at TEXT NOT NULL CHECK (at IS strftime('%H:%M', at)),
        dose_ug INTEGER CHECK (dose_ug >= 0),
        rate_ng_h INTEGER CHECK (rate_ng_h >= 0),
        CHECK ((dose_ug IS NULL) <> (rate_ng_h IS NULL))
    ) STRICT""",
    "CREATE INDEX prescription_doses_by_prescription ON prescription_doses (prescription_id)",
    """CREATE TABLE prescription_strengths (
        -- the tablets, capsules or patches at hand
        id INTEGER PRIMARY KEY,
        prescription_id INTEGER NOT NULL REFERENCES prescriptions (id),
        dose_ug INTEGER CHECK (dose_ug > 0),
        rate_ng_h INTEGER CHECK (rate_ng_h > 0),
        may_halve INTEGER NOT NULL CHECK (may_halve IN (0, 1)),
        CHECK ((dose_ug IS NULL) <> (rate_ng_h IS NULL))
    ) STRICT""",
    "CREATE INDEX prescription_strengths_by_prescription ON prescription_strengths (prescription_id)",
    """CREATE TABLE plans (
        -- every version of every plan
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        plan_id INTEGER NOT NULL CHECK (plan_id >= 1), -- shown as p1, p2 and so on
        version INTEGER NOT NULL CHECK (version >= 1),
        status TEXT NOT NULL CHECK (status IN ('draft', 'agreed', 'held', 'ended')),
        medicine TEXT NOT NULL,
        created_utc INTEGER NOT NULL, -- seconds since 1970, UTC
        document TEXT NOT NULL, -- the whole plan as JSON: micrograms as numbers, fractions as "n/d"
        UNIQUE (plan_id, version)
    ) STRICT""",
)

PERSON = (
    """CREATE TABLE profile (
        -- what bears on risk and pace, as told; what was not said has no row
        id INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        value TEXT NOT NULL -- yes, no, a whole number, a day, or words
    ) STRICT""",
    """CREATE TABLE appointments (
        id INTEGER PRIMARY KEY AUTOINCREMENT, -- shown as a1, a2 and so on
        at_utc INTEGER NOT NULL,
        offset_min INTEGER NOT NULL CHECK (offset_min BETWEEN -1080 AND 1080),
        day TEXT NOT NULL CHECK (day IS date(day, '+0 days')),
        who TEXT NOT NULL,
        note TEXT NOT NULL DEFAULT ''
    ) STRICT""",
    "CREATE INDEX appointments_by_time ON appointments (at_utc)",
    """CREATE TABLE appointment_questions (
        -- what to ask; without an appointment: at the next one
        id INTEGER PRIMARY KEY AUTOINCREMENT, -- shown as q1, q2 and so on
        appointment_id INTEGER REFERENCES appointments (id),
        text TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX appointment_questions_by_appointment ON appointment_questions (appointment_id)",
)

HISTORY = (
    """CREATE TABLE operations (
        -- one row for each command that changed something
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        command TEXT NOT NULL, -- what was typed; behind a comma how it went
        at_utc INTEGER NOT NULL,
        undone_by INTEGER REFERENCES operations (id) -- the undo that took it back, or NULL
    ) STRICT""",
    "CREATE INDEX operations_by_undo ON operations (undone_by)",
    """CREATE TABLE changes (
        -- every row before and after each change, as JSON; NULL where there was or is none
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        operation_id INTEGER NOT NULL REFERENCES operations (id),
        table_name TEXT NOT NULL,
        row_id INTEGER NOT NULL,
        before TEXT,
        after TEXT,
        CHECK (before IS NOT NULL OR after IS NOT NULL)
    ) STRICT""",
    "CREATE INDEX changes_by_operation ON changes (operation_id)",
)

TABLES_FIRST = (*ENTRIES, *MEDICINES, *PERSON, *HISTORY)
