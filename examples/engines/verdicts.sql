-- What each linear rule comes to over each report: the rows that fail, and those that are unknown; what is not listed holds.
-- The same text for SQLite, DuckDB and PostgreSQL. Figures are integers (`scaled`), so sums are exact; divide `gap` by
-- 10 to the power of `decimals` to show it.
WITH judged AS (
  SELECT c.path, i.instance, i.code, i."at", i.relation, i.terms, i.decimals,
    SUM(CASE WHEN c.state IN ('figure', 'zero') THEN 1 ELSE 0 END) AS known,
    SUM(CASE WHEN c.state = 'absent' THEN 1 ELSE 0 END) AS absent,
    COUNT(*) AS found,
    i.scaled + SUM(t.coefficient * c.scaled) AS gap
  FROM instance i
  JOIN term t ON t.instance = i.instance
  JOIN cells c ON c.edition = t.edition AND c."table" = t."table" AND c."row" = t."row" AND c."column" = t."column"
  GROUP BY c.path, i.instance, i.code, i."at", i.relation, i.terms, i.decimals, i.scaled
)
SELECT path, code, "at",
  CASE WHEN known < terms THEN 'unknown' ELSE 'fail' END AS verdict,
  CASE WHEN known < terms THEN NULL ELSE gap END AS gap,
  decimals
FROM judged
WHERE found = terms AND absent < terms AND (
  known < terms
  OR (relation = '=' AND gap <> 0) OR (relation = '<>' AND gap = 0)
  OR (relation = '<' AND gap >= 0) OR (relation = '<=' AND gap > 0)
  OR (relation = '>' AND gap <= 0) OR (relation = '>=' AND gap < 0)
)
ORDER BY path, code, "at";
