#!/usr/bin/env python3
"""Claims of real reports, and whether the rules over prose see through them.

  claims.py BINARY CORPUS

CORPUS/claims.tsv quotes sentences, says what each claims and whether it holds; a sentence that does not must raise its codes, one that
does must raise no warning. Sentences of reports that are not among CORPUS/documents are passed over.
"""
import csv, json, pathlib, subprocess, sys

binary, corpus = sys.argv[1], pathlib.Path(sys.argv[2])
DOCUMENTS = {"昌乐 2023": "changle_2023.txt", "上海 2019": "shanghai_2019.html", "洪泽 2023": "hongze_2023.pdf"}


def squeezed(text):
    return "".join(text.split())


def findings(document):
    """The prose findings of a document: code, the sentence, and the words that are marked in it."""
    command = [binary, "check", "--format", "ndjson", "--lang", "zh", str(corpus / "documents" / document)]
    result = json.loads(subprocess.run(command, capture_output=True, text=True).stdout.splitlines()[0])
    for f in result["findings"]:
        if f["code"].startswith("P") and f["severity"] != "info" and f["quote"]:
            text, marks = f["quote"]["text"], f["quote"]["marks"]
            yield f["code"], squeezed(text), squeezed(text[min(m[0] for m in marks) : max(m[1] for m in marks)]) if marks else ""


def is_about(words, quote, marked):
    """Whether a finding is about a sentence, or a part of one: what is marked stands in it."""
    return words in quote and marked in words or quote in words


said, wrong, claims = {}, [], 0
for report, _, sentence, _, holds, codes in csv.reader((corpus / "claims.tsv").open(), delimiter="\t"):
    if report not in DOCUMENTS:
        continue
    claims += 1
    if report not in said:
        said[report] = list(findings(DOCUMENTS[report]))
    # In brackets stands what is claimed by several sentences together.
    words = "" if sentence.startswith("(") else squeezed(sentence).strip("。；")
    own = {code for code, quote, marked in said[report] if not words or is_about(words, quote.strip("。；"), marked)}
    wanted = set(codes.split()) if holds == "no" else set()
    if not wanted <= own or holds == "yes" and own:
        wrong.append(f"{report}: {sentence}: wanted {sorted(wanted)}, found {sorted(own)}")
print(f"claims: {claims} sentences, {claims - len(wrong)} as they should be")
if wrong:
    sys.exit("\n".join(wrong))
