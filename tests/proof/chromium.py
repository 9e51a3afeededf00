"""A headless Chromium for tests, spoken to over a pipe: no port, no driver, no package."""

import json
import os
import select
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

PROGRAM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = (
    "--headless=new",
    "--no-sandbox",  # root in a container has none to give
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-extensions",
    "--disable-background-networking",
    "--remote-debugging-pipe",
)
PATIENCE = 60  # seconds for one answer; a browser that has hung is not waited for
CODES = {"Enter": 13, "Escape": 27, "Backspace": 8, "ArrowLeft": 37, "ArrowRight": 39, "ArrowDown": 40}
TEXTS = {"Enter": "\r"}


class Chromium:
    """One browser with one page; use it in a with statement."""

    def __init__(self, profile=None, downloads=None, window="1280,900"):
        self.own = None if profile else tempfile.TemporaryDirectory()
        self.profile = profile or self.own.name
        self.downloads = downloads
        self.window = window
        self.number = 0
        self.events = []
        self.rest = b""

    def __enter__(self):
        assert PROGRAM, "no Chromium: `make setup-test` installs it"
        to_read, self.to = os.pipe()
        self.source, from_write = os.pipe()

        # the browser reads from 3 and writes to 4
        wired = f'exec "$@" 3<&{to_read} 4>&{from_write}'
        arguments = [PROGRAM, *FLAGS, f"--user-data-dir={self.profile}", f"--window-size={self.window}"]
        self.process = subprocess.Popen(
            ["bash", "-c", wired, "chromium", *arguments, "about:blank"],
            pass_fds=(to_read, from_write),
            stderr=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        os.close(to_read)
        os.close(from_write)
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Performance"):
            self.page(f"{domain}.enable")
        if self.downloads:
            where = {"behavior": "allow", "downloadPath": str(self.downloads), "eventsEnabled": True}
            self.send("Browser.setDownloadBehavior", **where)
        return self

    def __exit__(self, *_):
        try:
            self.send("Browser.close")
            self.process.wait(10)
        except (OSError, EOFError, RuntimeError, subprocess.TimeoutExpired):
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        os.close(self.to)
        os.close(self.source)
        if self.own:
            shutil.rmtree(self.own.name, ignore_errors=True)

    def send(self, method, session=None, **parameters):
        """The result of one command; what happens meanwhile goes to `events`."""
        self.number += 1
        record = {"id": self.number, "method": method, "params": parameters}
        if session:
            record["sessionId"] = session
        os.write(self.to, json.dumps(record).encode() + b"\0")
        while True:
            message = self._message()
            if message.get("id") == self.number:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']}")
                return message["result"]
            self.events.append(message)

    def page(self, method, **parameters):
        return self.send(method, self.session, **parameters)

    def wait(self, method):
        """The parameters of the next event of that name."""
        while True:
            for number, event in enumerate(self.events):
                if event.get("method") == method:
                    return self.events.pop(number)["params"]
            self.events.append(self._message())

    def open(self, path):
        self.events = [e for e in self.events if e.get("method") != "Page.loadEventFired"]
        self.page("Page.navigate", url=Path(path).resolve().as_uri())
        self.wait("Page.loadEventFired")

    def reload(self):
        self.page("Page.reload")
        self.wait("Page.loadEventFired")

    def run(self, script):
        """The value of an expression; a promise is waited for."""
        found = self.page("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in found:
            raise RuntimeError(found["exceptionDetails"]["exception"]["description"])
        return found["result"].get("value")

    def press(self, *keys):
        for key in keys:
            name, shift = key.removeprefix("Shift+"), key.startswith("Shift+")
            code = CODES.get(name, ord(name[0].upper()))
            text = TEXTS.get(name, name if len(name) == 1 else "")
            facts = {"key": name, "windowsVirtualKeyCode": code, "modifiers": 8 if shift else 0}
            self.page("Input.dispatchKeyEvent", type="keyDown", text=text, **facts)
            self.page("Input.dispatchKeyEvent", type="keyUp", **facts)

    def type(self, text):
        """As an input method puts it in."""
        self.page("Input.insertText", text=text)

    def faults(self):
        """What the page has thrown, and what the browser has refused it; missing pictures are none."""
        thrown = [e["params"] for e in self.events if e.get("method") == "Runtime.exceptionThrown"]
        logged = [e["params"]["entry"] for e in self.events if e.get("method") == "Log.entryAdded"]
        said = [one["exceptionDetails"]["exception"].get("description", "") for one in thrown]
        return said + [
            one["text"] for one in logged if one["level"] == "error" and one["source"] != "network"
        ]

    def _message(self):
        while b"\0" not in self.rest:
            if not select.select([self.source], [], [], PATIENCE)[0]:
                raise TimeoutError("the browser has not answered")
            more = os.read(self.source, 1 << 20)
            if not more:
                raise EOFError("the browser has gone")
            self.rest += more
        first, self.rest = self.rest.split(b"\0", 1)
        return json.loads(first)
