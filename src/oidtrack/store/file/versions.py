"""The versions of the journal after the first, as SQL: a list that is only ever added to.

Each is what one migration runs. It is held apart from `migrations`, which needs sqlite-utils, so that a command which
has only to know the number of the latest version loads no more than this text.
"""

from __future__ import annotations

DAILY = """CREATE VIEW daily AS
    -- one row for each local day with an entry; what was not answered is NULL, never 0
    SELECT
        e.day AS day, -- the local day, YYYY-MM-DD
        count(m.id) AS check_ins, -- entries with mood, sleep, signs or symptoms
        round(avg(m.mood) / 10.0, 4) AS mood, -- 0 to 10, 10 is best; the mean of the day
        round(avg(m.energy) / 10.0, 4) AS energy, -- 0 to 10, 10 is best; the mean of the day
        round(avg(m.motivation) / 10.0, 4) AS motivation, -- 0 to 10, 10 is best; the mean of the day
        round(avg(m.interest) / 10.0, 4) AS interest, -- 0 to 10, 10 is best; the mean of the day
        round(avg(m.anxiety) / 10.0, 4) AS anxiety, -- 0 to 10, 10 is worst; the mean of the day
        round(avg(m.pain) / 10.0, 4) AS pain, -- 0 to 10, 10 is worst; the mean of the day
        round(avg(m.craving) / 10.0, 4) AS craving, -- 0 to 10, 10 is worst; the mean of the day
        round(avg(m.sleep_min) / 60.0, 4) AS sleep_hours, -- hours slept; the mean of the day
        round(avg((SELECT sum(y.severity) FROM symptoms AS y WHERE y.entry_id = m.entry_id)), 4)
            AS withdrawal, -- the rated symptoms (0 to 4 each) added up; the mean of the day's check-ins
        (SELECT group_concat(DISTINCT s.name) FROM signs AS s JOIN entries AS x ON x.id = s.entry_id
            WHERE x.day = e.day) AS signs, -- early signs of depression, by commas
        (SELECT group_concat(DISTINCT y.name) FROM symptoms AS y JOIN entries AS x ON x.id = y.entry_id
            WHERE x.day = e.day) AS symptoms, -- withdrawal symptoms, by commas
        sum(i.state IS 'taken') AS doses_taken, -- planned doses that were taken
        sum(i.state IS 'extra') AS doses_extra, -- doses beyond those planned
        sum(i.state IS 'skipped') AS doses_skipped, -- planned doses that were left out and said so
        group_concat(DISTINCT t.text) AS treatments, -- what else was done, by commas
        sum(t.minutes) AS treatment_minutes, -- minutes of it where they were said
        sum(e.note <> '') AS notes -- entries with a note
    FROM entries AS e
        LEFT JOIN moods AS m ON m.entry_id = e.id
        LEFT JOIN intakes AS i ON i.entry_id = e.id
        LEFT JOIN treatments AS t ON t.entry_id = e.id
    GROUP BY e.day
    ORDER BY e.day"""

DOSES = """CREATE VIEW doses AS
    -- one row for each dose that was written down, the earliest first
    SELECT
        'e' || e.id AS entry, -- the id as it is shown and typed
        e.day AS day, -- the local day it counts for, YYYY-MM-DD
        strftime('%Y-%m-%d %H:%M', e.at_utc + e.offset_min * 60, 'unixepoch') AS at, -- by the wall clock of the place
        i.medicine AS medicine, -- the name as in the journal
        coalesce(i.dose_ug, i.rate_ng_h) / 1000.0 AS amount, -- how much, in `unit`
        iif(i.rate_ng_h IS NULL, 'mg', 'mcg/h') AS unit, -- mg, or for a patch mcg/h
        i.state AS state, -- taken, skipped or extra
        i.slot AS planned_time, -- the planned time of day, HH:MM; NULL where it belongs to none
        coalesce(i.planned_ug, i.planned_ng_h) / 1000.0 AS planned_amount, -- what was planned then, or NULL
        nullif(i.reason, '') AS reason, -- why it was skipped
        nullif(e.note, '') AS note -- free text
    FROM intakes AS i JOIN entries AS e ON e.id = i.entry_id
    ORDER BY e.at_utc, e.id"""

STEPS = """CREATE VIEW steps AS
    -- one row for each step of each version of each plan
    WITH fields AS ( -- the fields of each step, one in a row
        SELECT p.id AS row_id, s.key AS position, f.key AS name, f.value AS value
        FROM plans AS p, json_each(p.document, '$.steps') AS s, json_each(s.value) AS f
    ), doses_of AS ( -- what is taken in a day of each step
        SELECT f.row_id, f.position,
            sum(a.value) AS thousandths,
            group_concat(substr(t.value, 1, 5) || ' ' || printf('%g', a.value / 1000.0), ', ') AS words
        FROM fields AS f, json_each(f.value) AS d, json_tree(d.value, '$.amount') AS a, json_each(d.value) AS t
        WHERE f.name = 'doses' AND a.key IN ('ug', 'ng_h') AND t.key = 'at'
        GROUP BY f.row_id, f.position
    ), step AS ( -- one row for each step
        SELECT row_id, position,
            max(iif(name = 'n', value, NULL)) AS n,
            max(iif(name = 'first', value, NULL)) AS first,
            max(iif(name = 'days', value, NULL)) AS days,
            max(iif(name = 'every_days', value, NULL)) AS every_days,
            max(iif(name = 'cut_percent', value, NULL)) AS cut,
            max(iif(name = 'coarse', value, NULL)) AS coarse,
            max(iif(name = 'why', value, NULL)) AS why
        FROM fields GROUP BY row_id, position
    )
    SELECT
        'p' || p.plan_id AS plan, -- the id as it is shown and typed
        p.version AS version, -- every change of a plan is a version of its own
        p.status AS status, -- draft, agreed, held or ended
        p.status IN ('agreed', 'held') AND NOT EXISTS (
            SELECT 1 FROM plans AS later, json_each(later.document) AS a, json_each(p.document) AS b
            WHERE later.id > p.id AND later.status <> 'draft' AND later.medicine = p.medicine
            AND a.key = 'release' AND b.key = 'release' AND a.value = b.value
        ) AS in_force, -- 1 for the version of each medicine that was agreed to last and has not ended, else 0
        p.medicine AS medicine, -- the name as in the journal
        step.n AS step, -- the number, from 1
        step.first AS first_day, -- YYYY-MM-DD
        date(step.first, (step.days - 1) || ' days') AS last_day, -- included
        step.days AS days, -- length in days
        step.every_days AS every_days, -- 2 for a dose on every other day, else 1
        coalesce(doses_of.thousandths, 0) / 1000.0 / step.every_days
            AS amount_a_day, -- in `unit`; of a dose on every other day the average
        (SELECT iif(r.value = 'patch', 'mcg/h', 'mg') FROM json_each(p.document) AS r WHERE r.key = 'release')
            AS unit, -- mg, or for a patch mcg/h
        doses_of.words AS doses, -- each time of day with its amount
        round(1.0 * substr(step.cut, 1, instr(step.cut, '/') - 1) / substr(step.cut, instr(step.cut, '/') + 1), 4)
            AS cut_percent, -- the cut into this step, in percent of the dose before
        step.coarse AS coarse, -- 1 where the strengths make no smaller cut, else 0
        step.why AS why -- what decided the size: pace, tablets, cap, target, last-dose or entered
    FROM plans AS p JOIN step ON step.row_id = p.id
        LEFT JOIN doses_of ON doses_of.row_id = p.id AND doses_of.position = step.position
    ORDER BY p.plan_id, p.version, step.position"""

VIEWS = (DAILY, DOSES, STEPS)


STOCK = (
    """CREATE TABLE stock (
        -- what was fetched or counted, a row for each strength; what was taken since is worked out
        id INTEGER PRIMARY KEY AUTOINCREMENT, -- shown as s1, s2 and so on
        medicine TEXT NOT NULL, -- the name as in prescriptions
        release TEXT NOT NULL CHECK (release IN ('ir', 'er', 'patch')), -- how fast it leaves its form
        at_utc INTEGER NOT NULL, -- when it was fetched or counted: seconds since 1970, UTC
        offset_min INTEGER NOT NULL CHECK (offset_min BETWEEN -1080 AND 1080), -- wall clock ahead of UTC, minutes
        day TEXT NOT NULL CHECK (day IS date(day, '+0 days')), -- the local day, YYYY-MM-DD
        kind TEXT NOT NULL CHECK (kind IN ('refill', 'counted')), -- refill adds; counted replaces what was known
        strength_ug INTEGER CHECK (strength_ug > 0), -- of one tablet; no strength at all: a liquid, or simply packs
        strength_ng_h INTEGER CHECK (strength_ng_h > 0), -- of one patch
        count_num INTEGER NOT NULL CHECK (count_num >= 0), -- num/den tablets or packs, of a liquid millilitres
        count_den INTEGER NOT NULL CHECK (count_den > 0),
        expires TEXT CHECK (expires IS date(expires, '+0 days')), -- last day on which it is good; NULL where not said
        CHECK (strength_ug IS NULL OR strength_ng_h IS NULL)
    ) STRICT""",
    "CREATE INDEX stock_by_medicine ON stock (medicine)",
)


SETTINGS = (
    """CREATE TABLE settings (
        -- what was set by hand; what is not here is as the program has it
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE, -- day_ends_at: when a day ends, HH:MM; asks: ratings by commas
        value TEXT NOT NULL
    ) STRICT""",
)


# SQLite appends the column to the line of the last one, where a comment to the end of the line would hide what follows
PRODUCTS = (
    "ALTER TABLE prescriptions ADD COLUMN product TEXT NOT NULL DEFAULT '' /* id of the packaged product, if named */",
)


LIMITS = (
    """CREATE TABLE prescription_limits (
        -- what the prescriber says is the most; a prescription without a row goes by its label
        id INTEGER PRIMARY KEY,
        prescription_id INTEGER NOT NULL UNIQUE REFERENCES prescriptions (id),
        most_daily_ug INTEGER NOT NULL CHECK (most_daily_ug > 0) -- most within 24 hours
    ) STRICT""",
)


CALENDARS = (
    """CREATE TABLE calendars (
        -- what the events of a calendar file are known by
        id INTEGER PRIMARY KEY,
        of TEXT NOT NULL UNIQUE, -- the plan or the appointment, as it is shown: p1, a2
        value TEXT NOT NULL CHECK (length(value) = 32) -- random, in hex digits
    ) STRICT""",
)

FILL_IN = """INSERT INTO calendars (of, value)
    SELECT name, lower(hex(randomblob(16))) FROM
        (SELECT DISTINCT 'p' || plan_id AS name FROM plans UNION SELECT 'a' || id FROM appointments)
    WHERE name NOT IN (SELECT of FROM calendars)"""
"""Gives an id to what has none: for older journals, and where a row was lost."""


BEYOND_ASCII = "length(note) <> length(CAST(note AS BLOB))"
"""Whether a note has a letter that takes more than one byte; or a zero, where SQLite's `length` ends."""

TEXTS = (
    f"CREATE INDEX notes_in_ascii ON entries (id, note) WHERE note <> '' AND NOT {BEYOND_ASCII}",
    f"CREATE INDEX notes_beyond_ascii ON entries (id, note) WHERE {BEYOND_ASCII}",
    "CREATE INDEX reasons_by_entry ON intakes (entry_id, reason) WHERE reason <> ''",
)
"""What a search for a rare word goes through in place of whole entries; SQLite keeps them, and overwrites in them what
is deleted."""


LATER: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("stock", STOCK),  # what is at home
    ("views", VIEWS),  # for people who open the file with other tools
    ("settings", SETTINGS),  # what a person has set
    ("products", PRODUCTS),  # which product a prescription is of
    ("limits", LIMITS),  # the most within 24 hours that a prescriber says
    ("calendars", (*CALENDARS, FILL_IN)),  # what plans and appointments are known by in a calendar file
    ("texts", TEXTS),  # where a search looks
)
"""Name and statements of each version after the first, in their order. A column is one more entry at the end."""

SCHEMA_VERSION = 1 + len(LATER)
"""Number of the latest version; kept in the header as `user_version`."""
