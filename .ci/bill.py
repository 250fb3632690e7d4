"""A bill of materials (CycloneDX 1.5) from `cargo metadata`: bill.py VERSION Cargo.lock < metadata"""
import json
import re
import sys

version, lock = sys.argv[1], open(sys.argv[2], encoding="utf-8").read()
sums = {}
for part in lock.split("[[package]]")[1:]:
    field = dict(re.findall(r'^(name|version|checksum) = "(.*)"$', part, re.M))
    sums[field["name"], field["version"]] = field.get("checksum")
metadata = json.load(sys.stdin)
packages = {package["id"]: package for package in metadata["packages"]}
nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}


def built(root):
    """What a program is made of: dependencies that are not for tests alone."""
    seen, todo = set(), [root]
    while todo:
        one = todo.pop()
        if one not in seen:
            seen.add(one)
            kinds = lambda dep: {kind["kind"] for kind in dep["dep_kinds"]}
            todo += [dep["pkg"] for dep in nodes[one]["deps"] if kinds(dep) - {"dev"}]
    return seen - {root}


def component(package):
    name, number = package["name"], package["version"]
    found = {"type": "library", "name": name, "version": number, "purl": f"pkg:cargo/{name}@{number}"}
    if package.get("license"):
        found["licenses"] = [{"expression": package["license"].replace("/", " OR ")}]
    if sums.get((name, number)):
        found["hashes"] = [{"alg": "SHA-256", "content": sums[name, number]}]
    return found


root = metadata["resolve"]["root"]
parts = sorted((packages[one] for one in built(root)), key=lambda one: (one["name"], one["version"]))
bill = {
    "bomFormat": "CycloneDX",
    "specVersion": "1.5",
    "version": 1,
    "metadata": {"component": {"type": "application", "name": "gouji", "version": version, "licenses": [{"license": {"id": "MIT"}}]}},
    "components": [component(package) for package in parts],
}
json.dump(bill, sys.stdout, ensure_ascii=False, indent=1)
