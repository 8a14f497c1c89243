"""The table of what is at home, as SQL. Never changed: a later version is a later migration."""

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
