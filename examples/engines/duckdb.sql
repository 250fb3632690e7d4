-- Run in the folder of the relations:
--   gouji export rules . && gouji export cells reports/ -o cells.csv && duckdb < duckdb.sql
-- (Python: duckdb.sql(text) statement by statement, as verdicts.py does.)
.read schema.sql
COPY rule FROM 'rule.csv' (HEADER);
COPY instance FROM 'instance.csv' (HEADER);
COPY term FROM 'term.csv' (HEADER);
COPY cells FROM 'cells.csv' (HEADER);
.read verdicts.sql
