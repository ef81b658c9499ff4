-- A plan reads the decisions of the last days. They are stored in about the order of their times, so
-- a summary of each block range finds them, at next to no cost for what stores a decision.
create index decision_time on decision using brin (ce_time) with (pages_per_range = 64, autosummarize = on);
