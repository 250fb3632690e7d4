"""What a database makes of exported relations: one line of CSV (path, code, at, verdict) for each row that does not hold.

    gouji export rules DIR
    gouji export cells reports/ -o DIR/cells.csv
    python3 verdicts.py sqlite DIR
    python3 verdicts.py duckdb DIR        (pip install duckdb; it reads --format parquet, too)
    python3 verdicts.py postgres DIR      (psql, which is told by PGHOST, PGUSER … where to connect; its tables are temporary)
"""
import csv
import os
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).parent
TABLES = ["rule", "instance", "term", "cells"]


def sqlite(folder):
    import sqlite3

    base = sqlite3.connect(":memory:")
    base.executescript((HERE / "schema.sql").read_text(encoding="utf-8"))
    for table in TABLES:
        with open(folder / f"{table}.csv", encoding="utf-8", newline="") as file:
            rows = csv.reader(file)
            marks = ", ".join("?" * len(next(rows)))
            # An empty field is no value; to SQLite it would be a text, and a sum would take it for 0.
            filled = ([field or None for field in row] for row in rows)
            base.executemany(f"INSERT INTO {table} VALUES ({marks})", filled)
    return base.execute((HERE / "verdicts.sql").read_text(encoding="utf-8")).fetchall()


def duckdb(folder):
    import duckdb

    base = duckdb.connect()
    base.execute((HERE / "schema.sql").read_text(encoding="utf-8"))
    for table in TABLES:
        kind, options = ("parquet", "FORMAT parquet") if (folder / f"{table}.parquet").exists() else ("csv", "HEADER")
        path = str(folder / f"{table}.{kind}").replace("'", "''")
        base.execute(f"COPY {table} FROM '{path}' ({options})")
    return base.execute((HERE / "verdicts.sql").read_text(encoding="utf-8")).fetchall()


def postgres(folder):
    for script in ["postgresql.sql", "schema.sql", "verdicts.sql"]:
        shutil.copy(HERE / script, folder)
    # What is made in this schema is gone when psql leaves.
    own = dict(os.environ, PGOPTIONS="-c search_path=pg_temp -c client_encoding=utf8")
    asked = ["psql", "--no-psqlrc", "--quiet", "--csv", "--tuples-only", "-v", "ON_ERROR_STOP=1", "-f", "postgresql.sql"]
    try:
        done = subprocess.run(asked, cwd=folder, env=own, stdout=subprocess.PIPE, check=True)
    except FileNotFoundError:
        sys.exit("No module named psql")
    return csv.reader(done.stdout.decode("utf-8").splitlines())


def main():
    engine, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    rows = {"sqlite": sqlite, "duckdb": duckdb, "postgres": postgres}[engine](folder)
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerows(sorted((path, code, at or "", verdict) for path, code, at, verdict, _, _ in rows))


if __name__ == "__main__":
    main()
