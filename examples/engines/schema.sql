-- The relations that `gouji export rules DIR` and `gouji export cells FILE…` write. The same for SQLite, DuckDB and PostgreSQL.
CREATE TABLE rule (code TEXT, name TEXT, severity TEXT, requirement TEXT);
CREATE TABLE instance (
  instance INTEGER, code TEXT, "at" TEXT, edition TEXT, relation TEXT, constant TEXT, terms INTEGER, decimals INTEGER, scaled BIGINT
);
CREATE TABLE term (
  instance INTEGER, code TEXT, "at" TEXT, edition TEXT, "table" TEXT, "row" TEXT, "column" TEXT, coefficient INTEGER
);
CREATE TABLE cells (
  path TEXT, agency TEXT, "year" INTEGER, edition TEXT, "table" TEXT, "row" TEXT, "column" TEXT, "value" TEXT, blank INTEGER,
  place TEXT, state TEXT, scaled BIGINT, "text" TEXT
);
