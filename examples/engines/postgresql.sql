-- Run in the folder of the relations:
--   gouji export rules . && gouji export cells reports/ -o cells.csv && psql -f postgresql.sql
\i schema.sql
\copy rule FROM 'rule.csv' WITH (FORMAT csv, HEADER)
\copy instance FROM 'instance.csv' WITH (FORMAT csv, HEADER)
\copy term FROM 'term.csv' WITH (FORMAT csv, HEADER)
\copy cells FROM 'cells.csv' WITH (FORMAT csv, HEADER)
\i verdicts.sql
