"""Checks reports that lie in Spark with `gouji check --format ndjson -` behind mapInArrow: all rules, prose too.

    spark-submit spark.py REPORTS.ndjson      (one report file in JSON a line; GOUJI names the program)

Each task runs one gouji and hands it its reports as lines; what comes back is one object a report.
"""
import json
import os
import subprocess
import sys
import tempfile

import pyarrow as pa
from pyspark.sql import SparkSession

SCHEMA = "path string, verdict string, code string, at string, finding string"
GOUJI = os.environ.get("GOUJI", "gouji")


def findings(lines):
    """One row a finding, and one without a code for a report that has none."""
    # A file, not a pipe: gouji begins to answer before it has read everything, and nobody would read it.
    with tempfile.TemporaryFile("w+", encoding="utf-8") as reports:
        reports.writelines(line + "\n" for line in lines)
        reports.seek(0)
        command = [GOUJI, "check", "--format", "ndjson", "--jobs", "1", "--quiet", "--fail-on", "never", "-"]
        done = subprocess.run(command, stdin=reports, stdout=subprocess.PIPE)
        # 3: some report could not be read, which its own object says.
        if done.returncode not in (0, 3):
            raise RuntimeError(f"gouji ended with {done.returncode}")
        for line in done.stdout.decode("utf-8").splitlines():
            report = json.loads(line)
            for finding in report["findings"] or [{}]:
                yield {
                    "path": report["path"],
                    "verdict": report["verdict"],
                    "code": finding.get("code"),
                    "at": finding.get("at"),
                    "finding": finding.get("message"),
                }


def check(batches):
    for batch in batches:
        rows = list(findings(batch.column("value").to_pylist()))
        if rows:
            names = ["path", "verdict", "code", "at", "finding"]
            columns = [pa.array([row[name] for row in rows], pa.string()) for name in names]
            yield pa.RecordBatch.from_arrays(columns, names=names)


if __name__ == "__main__":
    spark = SparkSession.builder.appName("gouji").getOrCreate()
    reports = spark.read.text(sys.argv[1])
    found = reports.mapInArrow(check, SCHEMA).cache()
    found.groupBy("verdict", "code").count().orderBy("verdict", "code").show(100, truncate=False)
    print("reports with findings or without:", found.count(), "rows")
    spark.stop()
