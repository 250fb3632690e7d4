-- Run in the folder of the relations:
--   gouji export rules . && gouji export cells reports/ -o cells.csv && sqlite3 -header -column :memory: ".read sqlite.sql"
.read schema.sql
.import --csv --skip 1 rule.csv rule
.import --csv --skip 1 instance.csv instance
.import --csv --skip 1 term.csv term
.import --csv --skip 1 cells.csv cells
.read verdicts.sql
