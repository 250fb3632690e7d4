#!/usr/bin/env python3
"""How fast the language server answers on the built-in rules, and whether many edits fill its memory.

    cargo build --release && python3 editors/measure.py target/release/gouji [EDITS]

Figures are medians in milliseconds; the pause that the server waits for (150 ms) is taken off. Behind them stands what the processor
worked each time: on a machine that does other things, too, that is the figure to compare."""
import json, os, pathlib, queue, shutil, statistics, subprocess, sys, tempfile, threading, time

PAUSE = 150
ROOT = pathlib.Path(__file__).resolve().parent.parent


class Client:
    """A client that speaks to the server over its standard streams."""

    def __init__(self, program, folder, reports):
        self.server = subprocess.Popen([program, "lsp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.heard, self.last = queue.Queue(), 0
        threading.Thread(target=self.listen, daemon=True).start()
        options = {"reports": str(reports)} if reports else {}
        self.request("initialize", {
            "processId": None, "rootUri": None, "initializationOptions": options,
            "workspaceFolders": [{"uri": folder.as_uri(), "name": "rules"}],
            "capabilities": {"general": {"positionEncodings": ["utf-16"]}},
        })
        self.send({"method": "initialized", "params": {}})

    def listen(self):
        stream = self.server.stdout
        while line := stream.readline():
            length = int(line.split(b":")[1])
            stream.readline()
            self.heard.put(json.loads(stream.read(length)))

    def send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.server.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.server.stdin.flush()

    def request(self, method, params):
        self.last += 1
        self.send({"id": self.last, "method": method, "params": params})
        while (message := self.heard.get(timeout=600)).get("id") != self.last or "method" in message:
            pass
        if "error" in message:
            raise SystemExit(f"{method}: {message['error']}")
        return message["result"]

    def published(self, uri):
        while True:
            message = self.heard.get(timeout=600)
            if message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == uri:
                return message["params"]["diagnostics"]

    def worked(self):
        """What the server worked so far, in milliseconds."""
        fields = pathlib.Path(f"/proc/{self.server.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")

    def memory(self):
        status = pathlib.Path(f"/proc/{self.server.pid}/status").read_text()
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / 1024


class Session:
    """One document of the built-in rules, typed in."""

    def __init__(self, program, folder, reports=None):
        self.client = Client(program, folder, reports)
        file = max((folder / "rules").rglob("*.gj"), key=lambda file: file.stat().st_size)
        text = file.read_text()
        self.uri, self.version = file.as_uri(), 1
        lines = text.split("\n")
        self.line = max(at for at, line in enumerate(lines) if line.startswith("  require "))
        self.document = {"textDocument": {"uri": self.uri}}
        item = {"uri": self.uri, "languageId": "gouji", "version": 1, "text": text}
        self.client.send({"method": "textDocument/didOpen", "params": {"textDocument": item}})
        self.settle()
        print(f"{file.relative_to(folder)}, {len(lines)} lines")

    def type(self, text, removed=0):
        self.version += 1
        start, end = ({"line": self.line, "character": at} for at in (10, 10 + removed))
        self.client.send({"method": "textDocument/didChange", "params": {
            "textDocument": {"uri": self.uri, "version": self.version},
            "contentChanges": [{"range": {"start": start, "end": end}, "text": text}],
        }})

    def settle(self):
        return self.client.request("workspace/executeCommand", {"command": "gouji.explain", "arguments": [self.uri, "?"]})

    def timed(self, title, part, times=15, off=0):
        took, before = [], self.client.worked()
        for _ in range(times):
            start = time.perf_counter()
            part()
            took.append((time.perf_counter() - start) * 1000 - off)
        worked = (self.client.worked() - before) / times
        print(f"{title}: {statistics.median(took):.1f} ms (worst {max(took):.1f}), processor {worked:.1f}")

    def keystroke(self):
        typed = 0

        def key():
            nonlocal typed
            typed = 1 - typed
            self.type("?" * typed, 1 - typed)
            self.client.published(self.uri)

        self.timed("keystroke to diagnostics", key, times=16, off=PAUSE)

    def requests(self):
        position = {"line": self.line, "character": 12}
        asked = {"completion": {"position": position}, "hover": {"position": position}, "documentSymbol": {},
                 "semanticTokens/full": {}, "codeLens": {}}
        for method, more in asked.items():
            def ask():
                # A blank that comes and goes, so that nothing is answered from before.
                self.type(" ")
                self.client.request(f"textDocument/{method}", {**self.document, **more})
                self.type("", 1)
            self.timed(method, ask)
        whole = {"start": {"line": self.line, "character": 0}, "end": {"line": self.line + 1, "character": 0}}
        context = {"range": whole, "context": {"diagnostics": []}}
        for title, typed in [("an error of writing", "?"), ("a wrong name", "甲")]:
            self.type(typed)
            self.settle()

            def ask():
                return self.client.request("textDocument/codeAction", {**self.document, **context})

            self.timed(f"codeAction at {title} ({sum('edit' in action for action in ask())} fixes)", ask)
            self.type("", 1)

    def lenses(self):
        """The lenses after a change that compiles: the stored reports are checked under other rules."""
        sound = 0

        def change():
            nonlocal sound
            sound = 1 - sound
            self.type(" " * sound, 1 - sound)
            self.client.request("textDocument/codeLens", self.document)

        self.timed("a change and its lenses", change)

    def many(self, count):
        print(f"memory at the start: {self.client.memory():.0f} MB")
        for at in range(count // 2):
            self.type("甲")
            self.type("", 1)
            if at % 5 == 4:
                self.settle()
            if (at + 1) % (count // 10) == 0:
                print(f"after {2 * (at + 1)} edits: {self.client.memory():.0f} MB")


def main():
    program, edits = os.path.abspath(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        for part in ("rules", "schemas"):
            shutil.copytree(ROOT / part, folder / part)
        session = Session(program, folder)
        session.keystroke()
        session.requests()
        session.lenses()
        reports = folder / "reports"
        reports.mkdir()
        kinds = sorted(file for file in (ROOT / "tests/reports").iterdir() if file.is_file())
        for at in range(86):
            file = kinds[at % len(kinds)]
            shutil.copy2(file, reports / f"{at}{file.suffix}")
        print(f"with 86 stored reports of {len(kinds)} kinds:")
        start = time.perf_counter()
        stored = Session(program, folder, reports)
        stored.client.request("textDocument/codeLens", stored.document)
        print(f"start, with the reports read: {(time.perf_counter() - start) * 1000:.0f} ms")
        stored.keystroke()
        stored.requests()
        stored.lenses()
        session.many(edits)


main()
